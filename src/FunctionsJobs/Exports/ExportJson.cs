using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsJobs.Http;

namespace FunctionsJobs.Exports;

/// <summary>Serialisation of the export answers, and of what results have in common.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApiResponse<ExportView>))]
[JsonSerializable(typeof(ExportedFile))]
internal sealed partial class ExportJson : JsonSerializerContext;

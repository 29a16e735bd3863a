using System.Text.Json;
using System.Text.Json.Serialization;
using FunctionsJobs.Http;

namespace FunctionsJobs.Analytics.Api;

/// <summary>Serialisation of the analytics answers.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApiResponse<IngestAnswer>))]
[JsonSerializable(typeof(ApiResponse<RollupsAnswer>))]
[JsonSerializable(typeof(EventLine))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;

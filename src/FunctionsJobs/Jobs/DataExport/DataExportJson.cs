using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DataExportContract))]
[JsonSerializable(typeof(DataExportResultContract))]
internal sealed partial class DataExportJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ReportGenerationContract))]
[JsonSerializable(typeof(ReportGenerationResultContract))]
internal sealed partial class ReportGenerationJson : JsonSerializerContext;

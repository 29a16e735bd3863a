using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanyReportingContract))]
[JsonSerializable(typeof(CompanyReportingResultContract))]
internal sealed partial class CompanyReportingJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using FunctionsJobs.Companies.Work;

namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanyEnrichingContract))]
[JsonSerializable(typeof(CompanyBatchResult))]
internal sealed partial class CompanyEnrichingJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using FunctionsJobs.Companies.Work;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanyScoringContract))]
[JsonSerializable(typeof(CompanyBatchResult))]
internal sealed partial class CompanyScoringJson : JsonSerializerContext;

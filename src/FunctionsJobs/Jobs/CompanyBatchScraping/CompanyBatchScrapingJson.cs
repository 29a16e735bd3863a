using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>How the slice's contract is read from requests.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanyBatchScrapingContract))]
internal sealed partial class CompanyBatchScrapingJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>How the slice's contract is read from requests.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanyListScrapingContract))]
internal sealed partial class CompanyListScrapingJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanyScrapingContract))]
[JsonSerializable(typeof(CompanyScrapingResultContract))]
internal sealed partial class CompanyScrapingJson : JsonSerializerContext;

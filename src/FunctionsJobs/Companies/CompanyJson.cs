using System.Text.Json.Serialization;
using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.Companies.Scores;

namespace FunctionsJobs.Companies;

/// <summary>How companies are kept in the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScrapedCompany))]
[JsonSerializable(typeof(CompanyProfile))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(CompanyEnrichment))]
[JsonSerializable(typeof(CompanyScore))]
internal sealed partial class CompanyJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Companies;

/// <summary>How companies are kept in the database.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ScrapedCompany))]
internal sealed partial class CompanyJson : JsonSerializerContext;

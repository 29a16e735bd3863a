using System.Text.Json.Serialization;

namespace FunctionsJobs.Scraping.Lists;

/// <summary>How the data of children, the results of lists and lists of pages are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CompanyPageData))]
[JsonSerializable(typeof(CompanyListResult))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class CompanyListJson : JsonSerializerContext;

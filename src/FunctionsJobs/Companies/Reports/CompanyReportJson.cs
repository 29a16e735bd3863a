using System.Text.Json.Serialization;

namespace FunctionsJobs.Companies.Reports;

/// <summary>How reports on companies are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CompanyReport))]
internal sealed partial class CompanyReportJson : JsonSerializerContext;

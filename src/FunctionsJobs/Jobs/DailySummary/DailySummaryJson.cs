using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DailySummaryContract))]
[JsonSerializable(typeof(DailySummaryResultContract))]
internal sealed partial class DailySummaryJson : JsonSerializerContext;

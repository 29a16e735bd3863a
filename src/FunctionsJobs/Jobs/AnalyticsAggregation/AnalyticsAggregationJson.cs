using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AnalyticsAggregationContract))]
[JsonSerializable(typeof(AnalyticsAggregationResultContract))]
internal sealed partial class AnalyticsAggregationJson : JsonSerializerContext;

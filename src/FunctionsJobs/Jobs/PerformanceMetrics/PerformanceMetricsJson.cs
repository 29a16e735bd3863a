using System.Text.Json.Serialization;
using FunctionsJobs.Dashboard.Numbers;

namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PerformanceMetricsContract))]
[JsonSerializable(typeof(PerformanceReport))]
internal sealed partial class PerformanceMetricsJson : JsonSerializerContext;

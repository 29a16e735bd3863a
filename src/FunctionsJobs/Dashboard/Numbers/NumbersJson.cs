using System.Text.Json.Serialization;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>How numbers are kept in the cache and sent.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DashboardStats))]
[JsonSerializable(typeof(AnalyticsOverview))]
[JsonSerializable(typeof(GrowthReport))]
[JsonSerializable(typeof(PerformanceReport))]
internal sealed partial class NumbersJson : JsonSerializerContext;

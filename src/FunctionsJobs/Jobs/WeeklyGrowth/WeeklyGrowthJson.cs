using System.Text.Json.Serialization;
using FunctionsJobs.Dashboard.Numbers;

namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WeeklyGrowthContract))]
[JsonSerializable(typeof(GrowthReport))]
internal sealed partial class WeeklyGrowthJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StatisticsUpdateContract))]
[JsonSerializable(typeof(StatisticsUpdateResultContract))]
internal sealed partial class StatisticsUpdateJson : JsonSerializerContext;

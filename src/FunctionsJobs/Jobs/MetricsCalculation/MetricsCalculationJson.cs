using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MetricsCalculationContract))]
[JsonSerializable(typeof(MetricsCalculationResultContract))]
internal sealed partial class MetricsCalculationJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(HealthCheckContract))]
[JsonSerializable(typeof(HealthCheckResultContract))]
internal sealed partial class HealthCheckJson : JsonSerializerContext;

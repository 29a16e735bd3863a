using System.Text.Json.Serialization;

namespace FunctionsJobs.Health;

/// <summary>How the bodies of the health endpoints are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class HealthJson : JsonSerializerContext;

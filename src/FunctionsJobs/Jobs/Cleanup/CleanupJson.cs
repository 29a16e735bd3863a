using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CleanupContract))]
[JsonSerializable(typeof(CleanupResultContract))]
internal sealed partial class CleanupJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CacheWarmingContract))]
[JsonSerializable(typeof(CacheWarmingResultContract))]
internal sealed partial class CacheWarmingJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DatabaseOptimizationContract))]
[JsonSerializable(typeof(DatabaseOptimizationResultContract))]
internal sealed partial class DatabaseOptimizationJson : JsonSerializerContext;

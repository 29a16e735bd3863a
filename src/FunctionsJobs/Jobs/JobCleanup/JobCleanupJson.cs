using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(JobCleanupContract))]
[JsonSerializable(typeof(JobCleanupResultContract))]
internal sealed partial class JobCleanupJson : JsonSerializerContext;

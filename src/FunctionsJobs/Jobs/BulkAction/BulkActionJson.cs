using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BulkActionContract))]
[JsonSerializable(typeof(BulkActionResultContract))]
internal sealed partial class BulkActionJson : JsonSerializerContext;

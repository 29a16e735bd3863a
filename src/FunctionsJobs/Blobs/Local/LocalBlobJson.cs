using System.Text.Json.Serialization;

namespace FunctionsJobs.Blobs.Local;

/// <summary>How properties are kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LocalBlobProperties))]
internal sealed partial class LocalBlobJson : JsonSerializerContext;

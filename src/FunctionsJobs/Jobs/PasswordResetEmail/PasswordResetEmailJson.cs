using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.PasswordResetEmail;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PasswordResetEmailContract))]
[JsonSerializable(typeof(PasswordResetEmailResultContract))]
internal sealed partial class PasswordResetEmailJson : JsonSerializerContext;

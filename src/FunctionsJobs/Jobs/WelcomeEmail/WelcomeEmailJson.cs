using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.WelcomeEmail;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(WelcomeEmailContract))]
[JsonSerializable(typeof(WelcomeEmailResultContract))]
internal sealed partial class WelcomeEmailJson : JsonSerializerContext;

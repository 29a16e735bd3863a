using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.NotificationEmail;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NotificationEmailContract))]
[JsonSerializable(typeof(NotificationEmailResultContract))]
internal sealed partial class NotificationEmailJson : JsonSerializerContext;

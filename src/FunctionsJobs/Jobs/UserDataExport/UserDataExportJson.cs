using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(UserDataExportContract))]
[JsonSerializable(typeof(UserDataExportResultContract))]
internal sealed partial class UserDataExportJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanySegmentationContract))]
[JsonSerializable(typeof(CompanySegmentationResultContract))]
internal sealed partial class CompanySegmentationJson : JsonSerializerContext;

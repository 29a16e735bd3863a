using System.Text.Json.Serialization;
using FunctionsJobs.Companies.Work;

namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>How the slice's contracts are read from requests and written to results.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CompanyProcessingContract))]
[JsonSerializable(typeof(CompanyBatchResult))]
internal sealed partial class CompanyProcessingJson : JsonSerializerContext;

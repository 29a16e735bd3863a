using System.Text.Json.Serialization;
using FunctionsJobs.Http;

namespace FunctionsJobs.Admin;

/// <summary>How bodies of the administrators' API are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiResponse<AdminJobView>))]
[JsonSerializable(typeof(ApiResponse<IReadOnlyList<JobEventView>>))]
internal sealed partial class AdminJson : JsonSerializerContext;

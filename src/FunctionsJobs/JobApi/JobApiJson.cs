using System.Text.Json.Serialization;
using FunctionsJobs.Http;

namespace FunctionsJobs.JobApi;

/// <summary>How bodies of the job API are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ApiResponse<JobStatusView>))]
[JsonSerializable(typeof(ApiResponse<JobStatusPageView>))]
[JsonSerializable(typeof(ApiResponse<JobStatisticsView>))]
internal sealed partial class JobApiJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using FunctionsJobs.Http;

namespace FunctionsJobs.Queues;

/// <summary>How bodies of the queue API are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SubmitJobRequest))]
[JsonSerializable(typeof(SubmitJobOptions))]
[JsonSerializable(typeof(CleanQueueRequest))]
[JsonSerializable(typeof(ChangeQueueRequest))]
[JsonSerializable(typeof(ApiResponse<JobView>))]
[JsonSerializable(typeof(ApiResponse<JobPageView>))]
[JsonSerializable(typeof(ApiResponse<QueueMetricsView>))]
[JsonSerializable(typeof(ApiResponse<IReadOnlyList<QueueMetricsView>>))]
[JsonSerializable(typeof(ApiResponse<CleanedQueueView>))]
[JsonSerializable(typeof(ApiResponse<JobAcceptedView>))]
internal sealed partial class QueueJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using FunctionsJobs.Http;
using FunctionsJobs.Schedules.Api;
using FunctionsJobs.Schedules.Templates;

namespace FunctionsJobs.Schedules;

/// <summary>How bodies of the schedule API are read and written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(ScheduleRequest))]
[JsonSerializable(typeof(ApiResponse<ScheduleView>))]
[JsonSerializable(typeof(ApiResponse<SchedulePageView>))]
[JsonSerializable(typeof(ApiResponse<ScheduledJobView>))]
[JsonSerializable(typeof(RunTemplateRequest))]
[JsonSerializable(typeof(ApiResponse<JobTemplateListView>))]
internal sealed partial class ScheduleJson : JsonSerializerContext;

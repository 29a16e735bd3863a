using System.Text.Json;
using FunctionsJobs.Http.OpenApi;
using FunctionsJobs.Queues;

namespace FunctionsJobs.Schedules.Api;

/// <summary>A recurring job as its user writes it.</summary>
public sealed record ScheduleRequest
{
    /// <summary>The user's name for it; 1 to 128 characters without control characters.</summary>
    public required string Name { get; init; }

    /// <summary>When it fires: minutes, hours, day of month, month, day of week, or six fields with seconds first.</summary>
    public required string Cron { get; init; }

    /// <summary>The IANA time zone of the fields. Default <c>UTC</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The queue of its jobs.</summary>
    public required string QueueName { get; init; }

    /// <summary>The name of its jobs: a job type's, or one of the user's own, which stands for the queue's default type.</summary>
    public required string JobName { get; init; }

    /// <summary>The data of its jobs; strings such as <c>"{{yesterday}}"</c> stand for dates relative to the fire time.</summary>
    [SchemaOf(null)]
    public required JsonElement Data { get; init; }

    /// <summary>What a submission takes as options, but for the job's id, which every run has of its own, and for delays.</summary>
    [SchemaOf(typeof(SubmitJobOptions))]
    public JsonElement? Options { get; init; }

    /// <summary><c>skip</c>, <c>once</c> (default) or <c>all</c>: what becomes of fire times that nobody was there to serve.</summary>
    public string? MisfirePolicy { get; init; }

    /// <summary>How many of them run at most under <c>all</c>; 1 to 100, default 10.</summary>
    public int? MisfireLimit { get; init; }

    /// <summary><c>skip</c> (default), <c>allow</c> or <c>queue</c>: what becomes of a fire time while an earlier run has not ended.</summary>
    public string? OverlapPolicy { get; init; }

    /// <summary>Runs start up to this many milliseconds after their fire time; 0 (default) to 3,600,000, and less than the time between two fire times.</summary>
    public long? Jitter { get; init; }
}

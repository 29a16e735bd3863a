using System.Text.Json;

namespace FunctionsJobs.Schedules.Api;

/// <summary>
/// One recurring job. <c>createdOn</c> and <c>updatedOn</c> are milliseconds since 1970-01-01, UTC; fire times are ISO 8601 with the offset that the
/// clock of the schedule's zone has then.
/// </summary>
public sealed record ScheduleView
{
    private const int UpcomingFires = 5;

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its user's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The publisher its jobs are for, or null.</summary>
    public required string? PublisherId { get; init; }

    /// <summary><c>active</c> or <c>paused</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it fires.</summary>
    public required string Cron { get; init; }

    /// <summary>The IANA time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The queue of its jobs.</summary>
    public required string QueueName { get; init; }

    /// <summary>The name of its jobs.</summary>
    public required string JobName { get; init; }

    /// <summary>The data of its jobs, placeholders included.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>The options of its jobs, or null.</summary>
    public required JsonElement? Options { get; init; }

    /// <summary>What becomes of missed fire times.</summary>
    public required string MisfirePolicy { get; init; }

    /// <summary>How many of them run at most under <c>all</c>.</summary>
    public required int MisfireLimit { get; init; }

    /// <summary>What becomes of a fire time while an earlier run has not ended.</summary>
    public required string OverlapPolicy { get; init; }

    /// <summary>Runs start up to this many milliseconds after their fire time.</summary>
    public required long Jitter { get; init; }

    /// <summary>Counts changes by users; the ETag of the schedule.</summary>
    public required long Version { get; init; }

    /// <summary>When it was created.</summary>
    public required long CreatedOn { get; init; }

    /// <summary>When a user last changed it.</summary>
    public required long UpdatedOn { get; init; }

    /// <summary>The last fire time that was decided about.</summary>
    public required string? LastFireTime { get; init; }

    /// <summary>The next five fire times; none while it is paused.</summary>
    public required IReadOnlyList<string> NextFireTimes { get; init; }

    /// <summary>What became of the last fire times, newest first; only where one schedule is asked for.</summary>
    public IReadOnlyList<ScheduleRunView>? RecentRuns { get; init; }

    /// <summary>The view of a schedule at a time.</summary>
    internal static ScheduleView Of(ScheduleRecord schedule, DateTimeOffset now, IReadOnlyList<ScheduleRun>? runs = null)
    {
        var definition = schedule.Definition;
        var timing = ScheduleTiming.Of(schedule.Id, definition);
        return new ScheduleView
        {
            Id = schedule.Id,
            Name = definition.Name,
            PublisherId = schedule.Tenant,
            State = schedule.State.ToName(),
            Cron = definition.Cron,
            TimeZone = definition.TimeZone,
            QueueName = definition.Queue,
            JobName = definition.JobName,
            Data = JsonElement.Parse(definition.Data),
            Options = definition.Options is { } options ? JsonElement.Parse(options) : null,
            MisfirePolicy = definition.Misfire.ToName(),
            MisfireLimit = definition.MisfireLimit,
            OverlapPolicy = definition.Overlap.ToName(),
            Jitter = (long)definition.Jitter.TotalMilliseconds,
            Version = schedule.Version,
            CreatedOn = schedule.CreatedAt.ToUnixTimeMilliseconds(),
            UpdatedOn = schedule.UpdatedAt.ToUnixTimeMilliseconds(),
            LastFireTime = schedule.LastFireAt is { } last ? timing.Show(last) : null,
            NextFireTimes = schedule.State == ScheduleState.Active ? [.. timing.After(now).Take(UpcomingFires).Select(timing.Show)] : [],
            RecentRuns = runs is null ? null : [.. runs.Select(run => ScheduleRunView.Of(run, definition.Queue, timing))],
        };
    }
}

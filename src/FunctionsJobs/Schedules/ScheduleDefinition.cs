namespace FunctionsJobs.Schedules;

/// <summary>What a user says about a recurring job. Everything in it has been validated.</summary>
public sealed record ScheduleDefinition
{
    /// <summary>The user's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The canonical name of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>The name the jobs are submitted under.</summary>
    public required string JobName { get; init; }

    /// <summary>The jobs' data as canonical JSON, with placeholders.</summary>
    public required string Data { get; init; }

    /// <summary>The jobs' options as canonical JSON, or null.</summary>
    public required string? Options { get; init; }

    /// <summary>When it fires: five or six fields.</summary>
    public required string Cron { get; init; }

    /// <summary>The IANA time zone of the fields.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Runs start up to this long after their fire time, each schedule by its own share; to the millisecond.</summary>
    public required TimeSpan Jitter { get; init; }

    /// <summary>What becomes of missed fire times.</summary>
    public required MisfirePolicy Misfire { get; init; }

    /// <summary>How many missed fire times run at most, under <see cref="MisfirePolicy.All"/>; at least 1.</summary>
    public required int MisfireLimit { get; init; }

    /// <summary>What becomes of a fire time while an earlier run has not ended.</summary>
    public required OverlapPolicy Overlap { get; init; }

    /// <summary>Whether it fires at the same times as another one.</summary>
    public bool FiresAs(ScheduleDefinition other) => Cron == other.Cron && TimeZone == other.TimeZone && Jitter == other.Jitter;
}

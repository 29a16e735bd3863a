namespace FunctionsJobs.Schedules.Sql;

/// <summary>A row of the table <c>schedules</c> as the databases give it.</summary>
internal sealed class ScheduleRow
{
    /// <summary>The columns, named as the properties; <c>s</c> stands for the table.</summary>
    public const string Columns =
        """
        s.id AS Id, s.tenant AS Tenant, s.name AS Name, s.queue AS Queue, s.job_name AS JobName, s.data AS Data, s.options AS Options, s.cron AS Cron,
        s.time_zone AS TimeZone, s.jitter_ms AS JitterMs, s.misfire AS Misfire, s.misfire_limit AS MisfireLimit, s.overlap AS Overlap, s.state AS State,
        s.version AS Version, s.created_at AS CreatedAt, s.updated_at AS UpdatedAt, s.next_fire_at AS NextFireAt, s.next_due_at AS NextDueAt,
        s.last_fire_at AS LastFireAt
        """;

    public required string Id { get; init; }

    public required string Tenant { get; init; }

    public required string Name { get; init; }

    public required string Queue { get; init; }

    public required string JobName { get; init; }

    public required string Data { get; init; }

    public string? Options { get; init; }

    public required string Cron { get; init; }

    public required string TimeZone { get; init; }

    public long JitterMs { get; init; }

    public required string Misfire { get; init; }

    public long MisfireLimit { get; init; }

    public required string Overlap { get; init; }

    public required string State { get; init; }

    public long Version { get; init; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; init; }

    public long? NextFireAt { get; init; }

    public long? NextDueAt { get; init; }

    public long? LastFireAt { get; init; }

    /// <summary>The oldest run that waits, where it was asked for.</summary>
    public long WaitingAt { get; init; }

    /// <summary>The row in the store's own words.</summary>
    /// <exception cref="JobStore.JobStoreException">The row holds a name this version does not know.</exception>
    public ScheduleRecord ToRecord() => new()
    {
        Id = Id,
        Tenant = Tenant.Length == 0 ? null : Tenant,
        Definition = new ScheduleDefinition
        {
            Name = Name,
            Queue = Queue,
            JobName = JobName,
            Data = Data,
            Options = Options,
            Cron = Cron,
            TimeZone = TimeZone,
            Jitter = TimeSpan.FromMilliseconds(JitterMs),
            Misfire = SchedulePolicyNames.ParseMisfire(Misfire),
            MisfireLimit = (int)MisfireLimit,
            Overlap = SchedulePolicyNames.ParseOverlap(Overlap),
        },
        State = SchedulePolicyNames.ParseState(State),
        Version = Version,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAt),
        Next = NextFireAt is { } fire && NextDueAt is { } due
            ? new ScheduledFire(DateTimeOffset.FromUnixTimeMilliseconds(fire), DateTimeOffset.FromUnixTimeMilliseconds(due))
            : null,
        LastFireAt = LastFireAt is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : null,
    };
}

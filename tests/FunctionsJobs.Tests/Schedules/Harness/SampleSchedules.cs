using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Schedules;

namespace FunctionsJobs.Tests.Schedules.Harness;

/// <summary>Schedules and jobs for tests.</summary>
internal static class SampleSchedules
{
    public const string Data = """{"endDate":"{{today}}","granularity":"day","publisherId":"pub-1","startDate":"{{yesterday}}"}""";

    public static ScheduleDefinition Definition { get; } = new()
    {
        Name = "nightly",
        Queue = "analytics-aggregation",
        JobName = "aggregate",
        Data = Data,
        Options = null,
        Cron = "0 * * * *",
        TimeZone = "UTC",
        Jitter = TimeSpan.Zero,
        Misfire = MisfirePolicy.Once,
        MisfireLimit = 10,
        Overlap = OverlapPolicy.Allow,
    };

    public static NewSchedule New(string id, ScheduleDefinition definition, DateTimeOffset now, string? tenant = "pub-1") =>
        new() { Id = id, Tenant = tenant, Definition = definition, Next = ScheduleTiming.Of(id, definition).Next(now) };

    public static NewJob Job(string id, string? tenant = "pub-1", string queue = "analytics-aggregation") => new()
    {
        Id = id,
        Queue = queue,
        Type = "aggregate",
        Name = "aggregate",
        Tenant = tenant,
        Arguments = "{}",
        Priority = 50,
        Policy = JobPolicy.Default,
    };

    /// <summary>Settles the next fire time of a schedule with a run.</summary>
    public static FireSettlement Fire(ScheduleRecord schedule)
    {
        var fireAt = schedule.Next!.Value.FireAt;
        return new FireSettlement
        {
            Schedule = schedule,
            Steps = [new FireStep.Run(fireAt, Job(ScheduleRunId.Of(schedule.Id, fireAt), schedule.Tenant))],
            Next = ScheduleTiming.Of(schedule.Id, schedule.Definition).Next(fireAt),
        };
    }
}

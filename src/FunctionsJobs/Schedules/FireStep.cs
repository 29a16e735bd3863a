using FunctionsJobs.JobStore;

namespace FunctionsJobs.Schedules;

/// <summary>What a settlement does about fire times: exactly one of the nested cases.</summary>
public abstract record FireStep
{
    private FireStep()
    {
    }

    /// <summary>The fire time runs, as far as the overlap policy lets it.</summary>
    /// <param name="FireAt">The fire time.</param>
    /// <param name="Job">Its job, whose id is the run's.</param>
    public sealed record Run(DateTimeOffset FireAt, NewJob Job) : FireStep;

    /// <summary>Fire times in a row that do not run.</summary>
    /// <param name="First">The first one.</param>
    /// <param name="Last">The last one.</param>
    /// <param name="Count">How many; at least 1.</param>
    /// <param name="Reason">One of <see cref="ScheduleSkipReasons"/>.</param>
    /// <param name="Detail">More about it, for people, or null.</param>
    public sealed record Skip(DateTimeOffset First, DateTimeOffset Last, long Count, string Reason, string? Detail) : FireStep;
}

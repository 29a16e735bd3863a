namespace FunctionsJobs.Schedules;

/// <summary>What is to become of fire times: exactly one of the nested cases.</summary>
internal abstract record FireDecision
{
    private FireDecision()
    {
    }

    /// <summary>The fire time runs, as far as the overlap policy lets it.</summary>
    /// <param name="FireAt">The fire time.</param>
    public sealed record Run(DateTimeOffset FireAt) : FireDecision;

    /// <summary>Fire times in a row that do not run.</summary>
    /// <param name="First">The first one.</param>
    /// <param name="Last">The last one.</param>
    /// <param name="Count">How many; at least 1.</param>
    /// <param name="Reason">One of <see cref="ScheduleSkipReasons"/>.</param>
    public sealed record Skip(DateTimeOffset First, DateTimeOffset Last, long Count, string Reason) : FireDecision;
}

using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Schedules.Drafts;

namespace FunctionsJobs.Schedules.Timers;

/// <summary>What a built-in timer submits. Its function says when (<see cref="TimerSettings"/>).</summary>
internal sealed record BuiltInTimer
{
    /// <summary>Its name, which is part of the ids of its jobs and never changes: lower-case letters and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The work of one period is done once, however often the timer fires.</summary>
    public required TimerPeriod Period { get; init; }

    /// <summary>For whom jobs are submitted.</summary>
    public required TimerScope Scope { get; init; }

    /// <summary>The job, its dates relative to when the timer fires, in UTC.</summary>
    public required JobDraft Job { get; init; }

    /// <summary>How many days before today are looked at for events, where the scope looks for any.</summary>
    public int LookBack { get; init; } = 7;

    /// <summary>Which metrics are looked at, where the scope looks at any.</summary>
    public MetricType? Metrics { get; init; }
}

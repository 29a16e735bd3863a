namespace FunctionsJobs.Embedded.Durable;

/// <summary>How the durable engine runs a task hub. All values are checked when the engine is made.</summary>
internal sealed class TaskHubEngineOptions
{
    /// <summary>Name of the task hub, as queries and links show it.</summary>
    public string HubName { get; init; } = "TaskHub";

    /// <summary>The most activities that run at the same time. Default: 10 per core.</summary>
    public int MaxConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>The most orchestrators whose code runs at the same time; waiting ones do not count. Default: 10 per core.</summary>
    public int MaxConcurrentOrchestrators { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>The most entities whose code runs at the same time. Default: 10 per core.</summary>
    public int MaxConcurrentEntities { get; init; } = 10 * Environment.ProcessorCount;

    /// <summary>The most operations of one entity that are run one after the other and committed together. Default: 5,000.</summary>
    public int MaxEntityBatchSize { get; init; } = 5_000;

    /// <summary>
    /// New instances stay Pending, as rows, while this many activities run or wait for their turn. Default: 1,000.
    /// </summary>
    public int ActivityBacklogLimit { get; init; } = 1_000;

    /// <summary>The most instances whose state is kept in memory while they wait; others are replayed when something comes. Default: 2,000.</summary>
    public int MaxLoadedInstances { get; init; } = 2_000;

    /// <summary>How long a waiting instance stays in memory. Default: 30 seconds.</summary>
    public TimeSpan InstanceIdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Timers that are longer are made of several. Default: 3 days, as in the real worker.</summary>
    public TimeSpan MaximumTimerInterval { get; init; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How long the code of an orchestrator may run without awaiting a durable task; then its instance fails. The replay of a history
    /// counts as one run. Default: 1 minute.
    /// </summary>
    public TimeSpan TurnTimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of <see cref="TurnTimeLimit"/>. Code takes real time even when timers follow another clock. Default: the system's.</summary>
    public TimeProvider WatchClock { get; init; } = TimeProvider.System;

    /// <summary>How long a stop waits for running activities before it cancels them. Default: 30 seconds.</summary>
    public TimeSpan ActivityDrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a stop then waits for cancelled activities to end. What has not ended runs again after the next start. Default: 5 seconds.</summary>
    public TimeSpan ActivityCancelTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Version of instances and sub-orchestrations that are started without one. Default: none.</summary>
    public string DefaultVersion { get; init; } = "";

    /// <summary>Which versions of orchestrations run here. Default: all.</summary>
    public VersionRules Versioning { get; init; } = new();

    /// <summary>
    /// Whether a start without dedupe statuses may replace an instance that is not terminal (after terminating it):
    /// <c>overridableExistingInstanceStates</c> is <c>AnyState</c>. Default: no.
    /// </summary>
    public bool ReplaceRunningInstances { get; init; }

    /// <summary>Drops an instance's state after every turn and replays its history for the next one. For tests; slow. Default: no.</summary>
    public bool ForceReplay { get; init; }

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(HubName))
        {
            throw new ArgumentException($"{nameof(HubName)} must not be empty.");
        }

        RequirePositive(MaxConcurrentActivities, nameof(MaxConcurrentActivities));
        RequirePositive(MaxConcurrentOrchestrators, nameof(MaxConcurrentOrchestrators));
        RequirePositive(MaxConcurrentEntities, nameof(MaxConcurrentEntities));
        RequirePositive(MaxEntityBatchSize, nameof(MaxEntityBatchSize));
        RequirePositive(ActivityBacklogLimit, nameof(ActivityBacklogLimit));
        RequirePositive(MaxLoadedInstances, nameof(MaxLoadedInstances));
        RequirePositive(InstanceIdleTimeout, nameof(InstanceIdleTimeout));
        RequirePositive(MaximumTimerInterval, nameof(MaximumTimerInterval));
        RequirePositive(TurnTimeLimit, nameof(TurnTimeLimit));
        RequireNotNegative(ActivityDrainTimeout, nameof(ActivityDrainTimeout));
        RequireNotNegative(ActivityCancelTimeout, nameof(ActivityCancelTimeout));
        ArgumentNullException.ThrowIfNull(DefaultVersion);
        Versioning.Validate();
        if (ActivityBacklogLimit < MaxConcurrentActivities)
        {
            throw new ArgumentException(
                $"{nameof(ActivityBacklogLimit)} ({ActivityBacklogLimit}) must not be less than {nameof(MaxConcurrentActivities)} ({MaxConcurrentActivities}): the limit would never be used.");
        }
    }

    private static void RequirePositive(int value, string name)
    {
        if (value <= 0)
        {
            throw new ArgumentException($"{name} ({value}) must be at least 1.");
        }
    }

    private static void RequirePositive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero)
        {
            throw new ArgumentException($"{name} ({value}) must be above zero.");
        }
    }

    private static void RequireNotNegative(TimeSpan value, string name)
    {
        if (value < TimeSpan.Zero)
        {
            throw new ArgumentException($"{name} ({value}) must not be negative.");
        }
    }
}

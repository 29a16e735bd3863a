namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are purged; every condition that is set must hold.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long the purge may take; it stops then with <see cref="PurgeResult.IsComplete"/> false. Unlimited when not set.</summary>
    public TimeSpan? Timeout { get; init; }
}

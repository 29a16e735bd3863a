namespace FunctionsJobs.Lifecycle;

/// <summary>The input of <see cref="QueuePumpOrchestrator"/>. Kept in histories, so members are only ever added.</summary>
public sealed record QueuePumpRequest
{
    /// <summary>The canonical name of the queue.</summary>
    public required string Queue { get; init; }

    /// <summary>Whether it stays and waits to be asked when nothing waits for time; those that were started by an earlier version end then.</summary>
    public bool Stays { get; init; }
}

namespace FunctionsJobs.Lifecycle;

/// <summary>The input of <see cref="QueuePumpOrchestrator"/>. Kept in histories, so members are only ever added.</summary>
public sealed record QueuePumpRequest
{
    /// <summary>The canonical name of the queue.</summary>
    public required string Queue { get; init; }
}

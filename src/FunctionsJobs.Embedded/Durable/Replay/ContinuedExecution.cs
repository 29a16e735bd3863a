namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>The execution that an orchestrator asked for with ContinueAsNew.</summary>
/// <param name="Input">Serialized.</param>
/// <param name="Version">The new version; <see langword="null"/> to keep the present one.</param>
internal sealed record ContinuedExecution(string? Input, string? Version)
{
    /// <summary>Events for the new execution, in order.</summary>
    public List<History.EventRaised> CarriedEvents { get; } = [];
}

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>Keeps the time of a turn that recorded nothing else.</summary>
internal sealed record OrchestratorStarted : HistoryEvent
{
    public static OrchestratorStarted Instance { get; } = new();

    public override string Type => HistoryEventType.OrchestratorStarted;
}

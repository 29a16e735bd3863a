using System.Text.Json;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator created a durable timer.</summary>
internal sealed record TimerCreated : OrchestratorAction
{
    /// <summary>UTC.</summary>
    public required DateTime FireAt { get; init; }

    public override string Type => HistoryEventType.TimerCreated;

    public override string Description => $"created a timer (task {TaskId})";

    public static TimerCreated Read(HistoryRecord record) => new()
    {
        TaskId = record.TaskId,
        FireAt = HistoryJson.Require(record, HistoryJson.Default.TimerCreatedDetail).FireAt,
    };

    protected override string StoredDetail() =>
        JsonSerializer.Serialize(new TimerCreatedDetail { FireAt = FireAt }, HistoryJson.Default.TimerCreatedDetail);
}

/// <summary>The stored detail of <see cref="TimerCreated"/>.</summary>
internal sealed record TimerCreatedDetail
{
    public required DateTime FireAt { get; init; }
}

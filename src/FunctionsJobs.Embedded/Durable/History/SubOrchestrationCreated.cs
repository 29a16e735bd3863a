using System.Text.Json;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator called a sub-orchestration.</summary>
internal sealed record SubOrchestrationCreated : OrchestratorAction
{
    public required string Name { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>The version to run; the empty string for none.</summary>
    public required string Version { get; init; }

    /// <summary>Serialized input.</summary>
    public string? Input { get; init; }

    public IDictionary<string, string>? Tags { get; init; }

    public override string Type => HistoryEventType.SubOrchestrationCreated;

    public override string Description => $"called sub-orchestrator '{Name}' (task {TaskId})";

    protected override string? StoredName => Name;

    protected override string? StoredPayload => Input;

    public static SubOrchestrationCreated Read(HistoryRecord record)
    {
        var detail = HistoryJson.Require(record, HistoryJson.Default.SubOrchestrationCreatedDetail);
        return new SubOrchestrationCreated
        {
            TaskId = record.TaskId,
            Name = record.Name ?? "",
            InstanceId = detail.InstanceId,
            Version = detail.Version ?? "",
            Input = record.Payload,
            Tags = detail.Tags,
        };
    }

    protected override string StoredDetail() => JsonSerializer.Serialize(
        new SubOrchestrationCreatedDetail { InstanceId = InstanceId, Version = Version.Length == 0 ? null : Version, Tags = Tags },
        HistoryJson.Default.SubOrchestrationCreatedDetail);
}

/// <summary>The stored detail of <see cref="SubOrchestrationCreated"/>.</summary>
internal sealed record SubOrchestrationCreatedDetail
{
    public required string InstanceId { get; init; }

    public string? Version { get; init; }

    public IDictionary<string, string>? Tags { get; init; }
}

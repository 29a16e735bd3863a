using System.Text.Json;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The orchestrator called an activity.</summary>
internal sealed record TaskScheduled : OrchestratorAction
{
    public required string Name { get; init; }

    /// <summary>The version to run; the empty string for none.</summary>
    public required string Version { get; init; }

    /// <summary>Serialized input.</summary>
    public string? Input { get; init; }

    public IDictionary<string, string>? Tags { get; init; }

    public override string Type => HistoryEventType.TaskScheduled;

    public override string Description => $"called activity '{Name}' (task {TaskId})";

    protected override string? StoredName => Name;

    protected override string? StoredPayload => Input;

    public static TaskScheduled Read(HistoryRecord record)
    {
        var detail = HistoryJson.Read(record, HistoryJson.Default.TaskScheduledDetail);
        return new TaskScheduled
        {
            TaskId = record.TaskId,
            Name = record.Name ?? "",
            Version = detail?.Version ?? "",
            Input = record.Payload,
            Tags = detail?.Tags,
        };
    }

    protected override string? StoredDetail() => Version.Length == 0 && Tags is not { Count: > 0 }
        ? null
        : JsonSerializer.Serialize(new TaskScheduledDetail { Version = Version.Length == 0 ? null : Version, Tags = Tags }, HistoryJson.Default.TaskScheduledDetail);
}

/// <summary>The stored detail of <see cref="TaskScheduled"/>; absent when there is neither version nor tag.</summary>
internal sealed record TaskScheduledDetail
{
    public string? Version { get; init; }

    public IDictionary<string, string>? Tags { get; init; }
}

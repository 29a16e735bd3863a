using System.Collections.Immutable;

namespace Microsoft.DurableTask;

/// <summary>How a new orchestration instance is started.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        Tags = options.Tags;
        Version = options.Version;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>The instance id; <see langword="null"/> for a generated one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The time before which the instance does not run; <see langword="null"/> for at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The version to start; <see langword="null"/> for the client's default.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Statuses in which an existing instance of the same id makes the start fail instead of being replaced.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}

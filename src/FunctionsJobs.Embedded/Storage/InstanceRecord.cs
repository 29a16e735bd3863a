namespace FunctionsJobs.Embedded.Storage;

/// <summary>One orchestration instance as stored. Also stands for its ExecutionStarted and ExecutionCompleted events.</summary>
internal sealed class InstanceRecord
{
    /// <summary>Assigned by the store at creation, ascending and never reused; 0 before.</summary>
    public long Key { get; set; }

    public required string InstanceId { get; init; }

    /// <summary>Id of the current execution; ContinueAsNew and restart give a new one.</summary>
    public required string ExecutionId { get; set; }

    public required string Name { get; init; }

    /// <summary>Version of the orchestration; the empty string when unversioned.</summary>
    public string Version { get; set; } = "";

    /// <summary>One of <see cref="InstanceStatus"/>.</summary>
    public required string Status { get; set; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime LastUpdatedAt { get; set; }

    /// <summary>When a terminal status was reached; set if and only if <see cref="Status"/> is terminal.</summary>
    public DateTime? CompletedAt { get; set; }

    /// <summary>The time before which the instance does not run; <see langword="null"/> for at once.</summary>
    public DateTime? StartAt { get; init; }

    /// <summary>Serialized input of the current execution.</summary>
    public string? Input { get; set; }

    public string? Output { get; set; }

    public string? CustomStatus { get; set; }

    /// <summary>Failure details as JSON; only when the status is Failed.</summary>
    public string? Failure { get; set; }

    /// <summary>The parent that waits for this instance, or <see langword="null"/>.</summary>
    public ParentLink? Parent { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Activities scheduled and not finished; those of a stored instance are started again after a crash.</summary>
    public int OpenActivities { get; set; }

    /// <summary>W3C trace context of the start call; the parent of the orchestration's span.</summary>
    public string? TraceParent { get; set; }

    /// <summary>Another record of the same content.</summary>
    public InstanceRecord Copy() => (InstanceRecord)MemberwiseClone();
}

/// <summary>Who waits for a sub-orchestration.</summary>
/// <param name="InstanceId">The parent's instance id.</param>
/// <param name="ExecutionId">The parent's execution; a completion for an older execution is dropped.</param>
/// <param name="Name">The parent's orchestrator name.</param>
/// <param name="TaskId">The parent's task id of the call.</param>
internal sealed record ParentLink(string InstanceId, string ExecutionId, string Name, int TaskId);

/// <summary>What a turn changed of its instance.</summary>
internal sealed class InstanceUpdate
{
    public required long Key { get; init; }

    public required string Status { get; init; }

    public required DateTime LastUpdatedAt { get; init; }

    /// <summary>Set if and only if <see cref="Status"/> is terminal.</summary>
    public DateTime? CompletedAt { get; init; }

    public required int OpenActivities { get; init; }

    /// <summary>Written when <see cref="CustomStatusChanged"/> is set.</summary>
    public string? CustomStatus { get; init; }

    public bool CustomStatusChanged { get; init; }

    /// <summary>The output from now on; with a terminal status only. An update to another status forgets the one that was stored.</summary>
    public string? Output { get; init; }

    /// <summary>The failure from now on; with a terminal status only. An update to another status forgets the one that was stored.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// Set when a new execution begins (ContinueAsNew): the old history is deleted in the same transaction, before
    /// <see cref="TaskHubStep.Append"/> is applied.
    /// </summary>
    public NewExecution? NewExecution { get; init; }
}

/// <summary>The start of another execution of the same instance.</summary>
internal sealed record NewExecution(string ExecutionId, string? Input, string Version);

/// <summary>Persisted status strings; append-only. They equal the names of <c>OrchestrationRuntimeStatus</c>.</summary>
internal static class InstanceStatus
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Suspended = "Suspended";
    public const string Completed = "Completed";
    public const string Failed = "Failed";
    public const string Terminated = "Terminated";

    /// <summary>Statuses that end an instance.</summary>
    public static IReadOnlyList<string> Terminal { get; } = [Completed, Failed, Terminated];

    public static bool IsTerminal(string status) => status is Completed or Failed or Terminated;
}

/// <summary>Which instances a query reads; every condition that is set must hold.</summary>
internal sealed record InstanceFilter
{
    /// <summary>Inclusive.</summary>
    public DateTime? CreatedFrom { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTime? CreatedTo { get; init; }

    /// <summary>Inclusive; compared with <see cref="InstanceRecord.CompletedAt"/>.</summary>
    public DateTime? CompletedFrom { get; init; }

    /// <summary>Inclusive; compared with <see cref="InstanceRecord.CompletedAt"/>.</summary>
    public DateTime? CompletedTo { get; init; }

    /// <summary>Any of these; empty or <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? Statuses { get; init; }

    /// <summary>Ordinal prefix; taken literally.</summary>
    public string? InstanceIdPrefix { get; init; }

    /// <summary>Sub-orchestrations of this instance only.</summary>
    public string? ParentInstanceId { get; init; }

    public bool WithPayloads { get; init; }
}

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The stored detail of an operation on its way; absent for a signal without trace context.</summary>
internal sealed record EntityOperationDetail
{
    /// <summary>Who waits for the result; <see langword="null"/> for a signal.</summary>
    public EntityCaller? Caller { get; init; }

    /// <summary>W3C trace context of the sender.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>The stored detail of a lock request on its way.</summary>
internal sealed record EntityLockDetail
{
    public required EntityCaller Caller { get; init; }

    /// <summary>Ids of all entities to lock, in the order of locking.</summary>
    public required IReadOnlyList<string> EntityIds { get; init; }

    /// <summary>Which of them it has come to.</summary>
    public required int Position { get; init; }
}

/// <summary>The stored detail of a release on its way.</summary>
internal sealed record EntityUnlockDetail
{
    /// <summary>The lock request whose lock is to be released.</summary>
    public required EntityCaller Caller { get; init; }
}

/// <summary>The stored detail of an entity's answer to an orchestration.</summary>
internal sealed record EntityAnswerDetail
{
    /// <summary>The execution that waits; another one drops the answer.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>Set when the operation failed.</summary>
    public History.Failure? Failure { get; init; }
}

/// <summary>The stored detail of an entity that is locked; absent otherwise.</summary>
internal sealed record EntityDetail
{
    public required EntityCaller LockedBy { get; init; }
}

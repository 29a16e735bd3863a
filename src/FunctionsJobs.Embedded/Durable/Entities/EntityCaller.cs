namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>The task of an orchestration that waits for an entity, or holds its lock.</summary>
/// <param name="InstanceId">The orchestration.</param>
/// <param name="ExecutionId">Its execution; another one of the same instance neither gets the answer nor holds the lock.</param>
/// <param name="TaskId">The call or the lock request in its history.</param>
internal sealed record EntityCaller(string InstanceId, string ExecutionId, int TaskId)
{
    /// <summary>Whether both are of the same execution.</summary>
    public bool IsSameExecution(EntityCaller? other) => other is not null && InstanceId == other.InstanceId && ExecutionId == other.ExecutionId;
}

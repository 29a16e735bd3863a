namespace Microsoft.DurableTask;

/// <summary>An orchestration: code that is replayed from its history and therefore has to be deterministic.</summary>
public interface ITaskOrchestrator
{
    /// <summary>What the stored input is deserialized to.</summary>
    Type InputType { get; }

    /// <summary>What <see cref="RunAsync"/> returns.</summary>
    Type OutputType { get; }

    /// <summary>Runs the orchestration from its begin. An exception fails the instance.</summary>
    Task<object?> RunAsync(TaskOrchestrationContext context, object? input);
}

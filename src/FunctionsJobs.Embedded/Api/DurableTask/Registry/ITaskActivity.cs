namespace Microsoft.DurableTask;

/// <summary>A unit of work that orchestrations schedule. It may do anything, and runs at least once.</summary>
public interface ITaskActivity
{
    /// <summary>What the stored input is deserialized to.</summary>
    Type InputType { get; }

    /// <summary>What <see cref="RunAsync"/> returns.</summary>
    Type OutputType { get; }

    /// <summary>Runs one attempt. An exception is the failure of the attempt.</summary>
    Task<object?> RunAsync(TaskActivityContext context, object? input);
}

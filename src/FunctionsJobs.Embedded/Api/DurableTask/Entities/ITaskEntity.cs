namespace Microsoft.DurableTask.Entities;

/// <summary>The code of an entity: runs one operation.</summary>
public interface ITaskEntity
{
    /// <summary>Runs an operation; what it returns is the caller's result. An exception rolls the operation back.</summary>
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}

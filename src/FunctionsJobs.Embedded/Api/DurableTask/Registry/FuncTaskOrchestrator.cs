namespace Microsoft.DurableTask;

/// <summary>Makes orchestrators of delegates.</summary>
public static class FuncTaskOrchestrator
{
    /// <summary>An orchestrator that calls <paramref name="implementation"/>.</summary>
    public static TaskOrchestrator<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return new DelegateOrchestrator<TInput, TOutput>(implementation);
    }

    private sealed class DelegateOrchestrator<TInput, TOutput>(
        Func<TaskOrchestrationContext, TInput, Task<TOutput>> implementation) : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => implementation(context, input);
    }
}

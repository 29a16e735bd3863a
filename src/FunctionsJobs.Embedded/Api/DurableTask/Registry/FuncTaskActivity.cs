namespace Microsoft.DurableTask;

/// <summary>Makes activities of delegates.</summary>
public static class FuncTaskActivity
{
    /// <summary>An activity that calls <paramref name="implementation"/>.</summary>
    public static TaskActivity<TInput, TOutput> Create<TInput, TOutput>(
        Func<TaskActivityContext, TInput, Task<TOutput>> implementation)
    {
        ArgumentNullException.ThrowIfNull(implementation);
        return new DelegateActivity<TInput, TOutput>(implementation);
    }

    private sealed class DelegateActivity<TInput, TOutput>(
        Func<TaskActivityContext, TInput, Task<TOutput>> implementation) : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => implementation(context, input);
    }
}

using System.Reflection;

namespace FunctionsJobs.Benchmarks.Exports;

/// <summary>A job store that takes reports of progress and keeps none.</summary>
public class IdleJobStore : DispatchProxy
{
    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.ReturnType == typeof(Task)
        ? Task.CompletedTask
        : throw new NotSupportedException($"{targetMethod?.Name} is not called by what is measured.");
}

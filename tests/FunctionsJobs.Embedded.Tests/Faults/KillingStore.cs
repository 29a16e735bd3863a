using System.Diagnostics;
using System.Reflection;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Faults;

/// <summary>A store that ends its process, as kill -9 does, at the n-th step: before it is written, or after it is durable and before anybody hears.</summary>
public class KillingStore : DispatchProxy
{
    private ITaskHubStore _inner = null!;
    private bool _isBefore;
    private int _left;

    /// <param name="inner">The real store.</param>
    /// <param name="moment"><c>before</c> or <c>after</c>.</param>
    /// <param name="step">From 1; 0 for never.</param>
    internal static ITaskHubStore Around(ITaskHubStore inner, string moment, int step)
    {
        var store = Create<ITaskHubStore, KillingStore>();
        var killing = (KillingStore)(object)store;
        killing._inner = inner;
        killing._isBefore = moment == "before";
        killing._left = step;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var isLast = args is [TaskHubStep] && Interlocked.Decrement(ref _left) == 0;
        if (isLast && _isBefore)
        {
            Kill();
        }

        var answer = targetMethod!.Invoke(_inner, args);
        return isLast ? KillAfterAsync((Task<StepResult>)answer!) : answer;
    }

    private static async Task<StepResult> KillAfterAsync(Task<StepResult> commit)
    {
        var result = await commit;
        Kill();
        return result;
    }

    private static void Kill()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}

using System.Reflection;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Durable.Harness;

/// <summary>A store whose calls a test can hold back, one at a time: before they do their work, or after it and before their caller hears.</summary>
public class HoldingStore : DispatchProxy
{
    private readonly Lock _lock = new();
    private readonly List<Hold> _holds = [];
    private ITaskHubStore _inner = null!;

    internal static (ITaskHubStore Store, HoldingStore Holding) Around(ITaskHubStore inner)
    {
        var store = Create<ITaskHubStore, HoldingStore>();
        var holding = (HoldingStore)(object)store;
        holding._inner = inner;
        return (store, holding);
    }

    /// <summary>Holds the next commit of such a step, after it became durable.</summary>
    internal Hold AfterCommit(Func<TaskHubStep, bool> match) => Add(args => args is [TaskHubStep step] && match(step), before: false);

    /// <summary>Holds the next read of an instance by its id, before it is read.</summary>
    internal Hold BeforeRead(string instanceId) => Add(args => args is [string id, bool, CancellationToken] && id == instanceId, before: true);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Hold? hold;
        lock (_lock)
        {
            hold = _holds.Find(hold => hold.Matches(args!));
            if (hold is not null)
            {
                _holds.Remove(hold);
            }
        }

        return hold is null ? Call(targetMethod!, args) : targetMethod!.ReturnType == typeof(Task<StepResult>)
            ? HoldAsync(hold, () => (Task<StepResult>)Call(targetMethod, args)!)
            : new ValueTask<InstanceRecord?>(HoldAsync(hold, () => ((ValueTask<InstanceRecord?>)Call(targetMethod, args)!).AsTask()));
    }

    private object? Call(MethodInfo method, object?[]? args) => method.Invoke(_inner, args);

    private static async Task<T> HoldAsync<T>(Hold hold, Func<Task<T>> call)
    {
        if (hold.IsBefore)
        {
            await hold.HereAsync();
            return await call();
        }

        var result = await call();
        await hold.HereAsync();
        return result;
    }

    private Hold Add(Func<object?[], bool> match, bool before)
    {
        var hold = new Hold(match, before);
        lock (_lock)
        {
            _holds.Add(hold);
        }

        return hold;
    }

    /// <summary>One call that is held back, until it is released.</summary>
    internal sealed class Hold(Func<object?[], bool> match, bool before)
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the call has come to where it is held.</summary>
        public Task Arrived => _arrived.Task;

        public bool IsBefore => before;

        public bool Matches(object?[] args) => match(args);

        public void Release() => _released.SetResult();

        public Task HereAsync()
        {
            _arrived.SetResult();
            return _released.Task;
        }
    }
}

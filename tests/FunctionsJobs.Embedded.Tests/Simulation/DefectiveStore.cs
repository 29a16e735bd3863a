using System.Reflection;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>A store with a defect that shows now and then.</summary>
public class DefectiveStore : DispatchProxy
{
    private ITaskHubStore _inner = null!;
    private StoreDefect _defect;
    private Random _random = null!;

    internal static ITaskHubStore Around(ITaskHubStore inner, StoreDefect defect, Random random)
    {
        if (defect == StoreDefect.None)
        {
            return inner;
        }

        var store = Create<ITaskHubStore, DefectiveStore>();
        var defective = (DefectiveStore)(object)store;
        defective._inner = inner;
        defective._defect = defect;
        defective._random = random;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is not [TaskHubStep step] || _random.Next(10) > 0)
        {
            return targetMethod!.Invoke(_inner, args);
        }

        return _defect switch
        {
            StoreDefect.LosesMessages when step.Enqueue.Count > 0 => _inner.CommitAsync(Copy(step, [.. step.Enqueue.SkipLast(1)], step.Dequeue)),
            StoreDefect.RepeatsMessages when step.Dequeue.Count > 0 => _inner.CommitAsync(Copy(step, step.Enqueue, [])),
            StoreDefect.LosesTurns when step is { Update: not null, Create: [], Enqueue: [] } => Task.FromResult(StepResult.Empty),
            _ => _inner.CommitAsync(step),
        };
    }

    private static TaskHubStep Copy(TaskHubStep step, IReadOnlyList<MessageRecord> enqueue, IReadOnlyList<long> dequeue) => new()
    {
        Create = step.Create,
        Update = step.Update,
        Append = step.Append,
        Enqueue = enqueue,
        Dequeue = dequeue,
        Entities = step.Entities,
    };
}

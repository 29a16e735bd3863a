using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>One attempt of an activity.</summary>
internal sealed class ActivityInvocationContext(FunctionDescriptor function, FunctionRuntime runtime, ActivityCall call, DataConverter converter)
    : InvocationContext(function, runtime)
{
    private readonly TaskCompletionSource _overdue = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ActivityCall Call { get; } = call;

    public DataConverter Converter { get; } = converter;

    /// <summary>Completes when the activity ignored its cancellation for longer than the grace.</summary>
    public Task Overdue => _overdue.Task;

    public override void OnOverdue() => _overdue.TrySetResult();

    protected override TraceContext CreateTraceContext() => InvocationTraceContext.From(Call.TraceParent, null);

    protected override IReadOnlyDictionary<string, object?> CreateBindingData()
        => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["instanceId"] = Call.InstanceId,
            [Function.TriggerParameter.Name!] = Call.Input,
        };
}

using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>One attempt of an activity.</summary>
internal sealed class ActivityInvocationContext(FunctionDescriptor function, FunctionRuntime runtime, ActivityCall call, DataConverter converter)
    : AwaitedInvocationContext(function, runtime)
{
    public ActivityCall Call { get; } = call;

    public DataConverter Converter { get; } = converter;

    public override string Description => $"activity '{Call.Name}'";

    public override string? SerializeResult() => Converter.Serialize(Result);

    protected override TraceContext CreateTraceContext() => InvocationTraceContext.From(Call.TraceParent, null);

    protected override IReadOnlyDictionary<string, object?> CreateBindingData()
        => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
        {
            ["instanceId"] = Call.InstanceId,
            [Function.TriggerParameter.Name!] = Call.Input,
        };
}

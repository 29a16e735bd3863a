using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Hosting.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>One batch of operations of an entity.</summary>
internal sealed class EntityInvocationContext(FunctionDescriptor function, FunctionRuntime runtime, EntityBatch batch) : AwaitedInvocationContext(function, runtime)
{
    public EntityBatch Batch { get; } = batch;

    public override string Description => $"entity '{Batch.Id.Name}'";

    public override string? SerializeResult() => null;

    protected override TraceContext CreateTraceContext() => InvocationTraceContext.From(Batch.TraceParent, null);

    protected override IReadOnlyDictionary<string, object?> CreateBindingData()
        => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase) { ["instanceId"] = Batch.Id.ToString() };
}

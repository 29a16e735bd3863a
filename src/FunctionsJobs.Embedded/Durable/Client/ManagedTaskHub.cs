using DurableTask.Core.History;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>The task hub behind the management API.</summary>
internal sealed class ManagedTaskHub(TaskHubCalls calls) : IManagedTaskHub
{
    public IManagedEntities Entities { get; } = new ManagedEntities(new EntityCalls(calls.Hub));

    public bool HasOrchestrator(string name) => calls.Hub.Catalog.FindOrchestrator(name) is not null;

    public async Task<string?> StartAsync(string orchestrator, string? instanceId, string? input, string? version, CancellationToken cancellation)
    {
        var instance = calls.NewInstance(orchestrator, instanceId, version, input, null, null);
        var conditions = StartConditions.Of(null, calls.Hub.Options.ReplaceRunningInstances);
        return await calls.StartAsync(instance, conditions, cancellation) is null ? instance.InstanceId : null;
    }

    public ValueTask<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellation) => calls.GetAsync(instanceId, withPayloads: true, cancellation);

    public Task<InstanceRecord?> WaitForCompletionAsync(string instanceId, CancellationToken cancellation) =>
        calls.WaitAsync(instanceId, untilEnd: true, withPayloads: true, cancellation);

    public async Task<InstancePage> ListAsync(InstanceFilter filter, int top, string? continuationToken, CancellationToken cancellation)
    {
        calls.Hub.RequireOpen();
        var page = await calls.Hub.Store.QueryInstancesAsync(filter, continuationToken, top, cancellation);
        return new InstancePage(page.Items, page.Continuation);
    }

    public async Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation) =>
        (await InstancePurge.PurgeAsync(calls.Hub, instanceId, recursive: false, cancellation)).PurgedInstanceCount > 0;

    public async Task<int> PurgeAsync(InstanceFilter filter, CancellationToken cancellation) =>
        (await InstancePurge.PurgeAsync(calls.Hub, filter, null, recursive: false, cancellation)).PurgedInstanceCount;

    // The reason is any text, an output is serialized.
    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        calls.TerminateAsync(instanceId, calls.Hub.Catalog.DataConverter.Serialize(reason), recursive: false, cancellation);

    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellation) => calls.SuspendAsync(instanceId, reason, cancellation);

    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellation) => calls.ResumeAsync(instanceId, reason, cancellation);

    public Task<RestartResult> RestartAsync(string instanceId, bool withNewId, CancellationToken cancellation) =>
        InstanceRestart.RunAsync(calls, instanceId, withNewId, cancellation);

    public Task<RewindResult> RewindAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        InstanceRewind.RunAsync(calls.Hub, instanceId, reason, cancellation);

    public Task<IList<HistoryEvent>> ReadHistoryAsync(InstanceRecord instance, CancellationToken cancellation) =>
        InstanceHistory.ReadAsync(calls.Hub, instance, cancellation);

    public Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellation) =>
        calls.RaiseEventAsync(instanceId, eventName, payload, cancellation);
}

using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>Deletes instances that have ended. Others are left alone.</summary>
internal static class InstancePurge
{
    private const int PageSize = 500;

    /// <summary>Purges one instance, on request with its sub-orchestrations.</summary>
    public static async Task<PurgeResult> PurgeAsync(TaskHubRuntime hub, string instanceId, bool recursive, CancellationToken cancellation)
    {
        hub.RequireOpen();
        var instance = await hub.Store.GetInstanceAsync(instanceId, withPayloads: false, cancellation).ConfigureAwait(false);
        if (instance is null || !InstanceStatus.IsTerminal(instance.Status))
        {
            return new PurgeResult(0);
        }

        return new PurgeResult(await PurgeAsync(hub, [instance], recursive, cancellation).ConfigureAwait(false), isComplete: true);
    }

    /// <summary>Purges all instances that match and have ended, within a time limit.</summary>
    /// <param name="hub">The task hub.</param>
    /// <param name="filter">Which instances; statuses that are not terminal are passed over.</param>
    /// <param name="timeout">How long it may take; <see langword="null"/> for unlimited.</param>
    /// <param name="recursive">Whether sub-orchestrations are purged as well.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    public static async Task<PurgeResult> PurgeAsync(TaskHubRuntime hub, InstanceFilter filter, TimeSpan? timeout, bool recursive, CancellationToken cancellation)
    {
        hub.RequireOpen();
        var statuses = InstanceStatus.Terminal.Where(status => filter.Statuses is not { Count: > 0 } wanted || wanted.Contains(status)).ToArray();
        if (statuses.Length == 0)
        {
            return new PurgeResult(0, isComplete: true);
        }

        var query = filter with { Statuses = statuses, WithPayloads = false };
        var until = timeout is { } limit ? hub.Now + limit : DateTime.MaxValue;
        var count = 0;
        string? continuation = null;
        do
        {
            if (hub.Now >= until)
            {
                return new PurgeResult(count, isComplete: false);
            }

            var page = await hub.Store.QueryInstancesAsync(query, continuation, PageSize, cancellation).ConfigureAwait(false);
            count += await PurgeAsync(hub, page.Items, recursive, cancellation).ConfigureAwait(false);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return new PurgeResult(count, isComplete: true);
    }

    // Children first, so that a purge that breaks off leaves nothing without its parent.
    private static async Task<int> PurgeAsync(TaskHubRuntime hub, IReadOnlyList<InstanceRecord> instances, bool recursive, CancellationToken cancellation)
    {
        if (instances.Count == 0)
        {
            return 0;
        }

        var count = 0;
        foreach (var parent in recursive ? instances : [])
        {
            string? continuation = null;
            do
            {
                var children = new InstanceFilter { ParentInstanceId = parent.InstanceId, Statuses = InstanceStatus.Terminal };
                var page = await hub.Store.QueryInstancesAsync(children, continuation, PageSize, cancellation).ConfigureAwait(false);
                count += await PurgeAsync(hub, page.Items, recursive, cancellation).ConfigureAwait(false);
                continuation = page.Continuation;
            }
            while (continuation is not null);
        }

        return count + await hub.Store.PurgeAsync([.. instances.Select(instance => instance.Key)], cancellation).ConfigureAwait(false);
    }
}

using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>Queries of instances, page by page.</summary>
internal static class InstanceQuery
{
    public static AsyncPageable<OrchestrationMetadata> Create(TaskHubRuntime hub, OrchestrationQuery? query)
    {
        query ??= new OrchestrationQuery();
        var filter = new InstanceFilter
        {
            CreatedFrom = query.CreatedFrom?.UtcDateTime,
            CreatedTo = query.CreatedTo?.UtcDateTime,
            Statuses = query.Statuses?.Select(status => status.ToString()).Distinct().ToArray(),
            InstanceIdPrefix = query.InstanceIdPrefix,
            WithPayloads = query.FetchInputsAndOutputs,
        };
        var otherHub = query.TaskHubNames?.ToList() is { Count: > 0 } hubs && !hubs.Contains(hub.Options.HubName, StringComparer.OrdinalIgnoreCase);
        return Pageable.Create<OrchestrationMetadata>((continuation, pageSize, cancellation) => otherHub
            ? Task.FromResult(new Microsoft.DurableTask.Page<OrchestrationMetadata>([]))
            : ReadAsync(hub, filter, continuation ?? query.ContinuationToken, pageSize ?? query.PageSize, cancellation));
    }

    private static async Task<Microsoft.DurableTask.Page<OrchestrationMetadata>> ReadAsync(
        TaskHubRuntime hub, InstanceFilter filter, string? continuation, int pageSize, CancellationToken cancellation)
    {
        hub.RequireOpen();
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var page = await hub.Store.QueryInstancesAsync(filter, continuation, pageSize, cancellation).ConfigureAwait(false);
        var found = page.Items.Select(instance => InstanceMetadata.Of(instance, filter.WithPayloads, hub.Catalog.DataConverter)).ToList();
        return new Microsoft.DurableTask.Page<OrchestrationMetadata>(found, page.Continuation);
    }
}

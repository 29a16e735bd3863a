using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Client;
using Page = Microsoft.DurableTask.Page<string>;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>Lists of the ids of ended instances.</summary>
internal static class InstanceIds
{
    /// <param name="hub">The task hub.</param>
    /// <param name="statuses">Empty or <see langword="null"/> for all; no instance that has not ended is listed.</param>
    /// <param name="from">Inclusive; the time of the end.</param>
    /// <param name="to">Inclusive; the time of the end.</param>
    /// <param name="pageSize">At least 1.</param>
    /// <param name="after">The continuation of the page before; empty or <see langword="null"/> for the first page.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InvalidContinuationException"><paramref name="after"/> is none of these lists.</exception>
    public static async Task<Page> ListAsync(
        TaskHubRuntime hub,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int pageSize,
        string? after,
        CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        hub.RequireOpen();
        var filter = new InstanceFilter
        {
            Statuses = statuses?.Select(status => status.ToString()).Distinct().ToArray(),
            CompletedFrom = from?.UtcDateTime,
            CompletedTo = to?.UtcDateTime,
        };
        var page = await hub.Store.QueryCompletedIdsAsync(filter, string.IsNullOrEmpty(after) ? null : after, pageSize, cancellation).ConfigureAwait(false);
        return new Page(page.Items.ToList(), page.Continuation);
    }
}

using System.Text.Json;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Client.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>Cleans the storage of entities: releases locks whose orchestration no longer runs.</summary>
/// <remarks>
/// An entity that others wait for notices by itself that the holder of its lock has ended; what is left are locks that nobody has waited for.
/// Empty entities are never found: one without state and lock leaves nothing behind when its turn ends.
/// </remarks>
internal static class EntityCleanup
{
    private const int PageSize = 500;

    /// <param name="calls">The entities.</param>
    /// <param name="request">What to clean, and where to go on.</param>
    /// <param name="untilComplete">Whether to go through all pages; otherwise through one.</param>
    /// <param name="cancellation">Stops between two entities; what was done until then stays done.</param>
    public static async Task<CleanEntityStorageResult> RunAsync(
        EntityCalls calls, CleanEntityStorageRequest request, bool untilComplete, CancellationToken cancellation)
    {
        var everything = new EntityFilter { WithoutState = true };
        var continuation = request.ContinuationToken;
        var released = 0;
        do
        {
            var page = await calls.ListAsync(everything, continuation, PageSize, cancellation).ConfigureAwait(false);
            foreach (var entity in page.Items)
            {
                cancellation.ThrowIfCancellationRequested();
                if (request.ReleaseOrphanedLocks && await ReleaseIfOrphanedAsync(calls, entity).ConfigureAwait(false))
                {
                    released++;
                }
            }

            continuation = page.Continuation;
        }
        while (untilComplete && continuation is not null);

        return new CleanEntityStorageResult { OrphanedLocksReleased = released, ContinuationToken = continuation };
    }

    private static async Task<bool> ReleaseIfOrphanedAsync(EntityCalls calls, EntityRecord entity)
    {
        if (entity.Detail is null)
        {
            return false;
        }

        var hub = calls.Hub;
        var holder = JsonSerializer.Deserialize(entity.Detail, EntityJson.Default.EntityDetail)!.LockedBy;
        if (await hub.IsLiveAsync(holder.InstanceId, holder.ExecutionId).ConfigureAwait(false))
        {
            return false;
        }

        // By message, since only the entity itself writes its record.
        var release = EntityMessages.Unlock(entity.EntityId, holder);
        await hub.CommitAsync(new TaskHubStep { Enqueue = [release] }).ConfigureAwait(false);
        hub.Deliver(release);
        return true;
    }
}

using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Retention;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Cleanup;

/// <summary><c>old_data</c>: raw events, publisher by publisher, after their hours have been rolled up. Roll-ups stay.</summary>
public sealed class OldData(IAnalyticsStore analytics, IEventRetention events, IJobIndex index) : ICleanup
{
    private const int Publishers = 50;

    /// <summary>Batches of one step, so that it ends within seconds.</summary>
    private const int Batches = 10;

    /// <summary>Queues whose jobs read events.</summary>
    private static readonly string[] _readers = ["analytics-aggregation", "data-export"];

    private static readonly JobState[] _underWay = [JobState.Queued, JobState.Running, JobState.Retrying, JobState.Cancelling];

    /// <inheritdoc/>
    public string Type => "old_data";

    /// <inheritdoc/>
    public async Task<CleanupStep> RunAsync(CleanupRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var day = DateOnly.FromDateTime(request.Before.UtcDateTime);
        var publishers = await analytics.ListPublishersAsync(request.Cursor, Publishers, cancellation);
        var (count, skipped, left, last) = (0L, 0, Batches, request.Cursor);
        foreach (var publisher in publishers)
        {
            if (request.DryRun)
            {
                count += await events.CountAsync(publisher, day, cancellation);
            }
            else if (await IsReadAsync(publisher, cancellation))
            {
                skipped++;
            }
            else
            {
                int removed;
                do
                {
                    if (left-- == 0)
                    {
                        // The same publisher again.
                        return new CleanupStep(count, last ?? "", skipped);
                    }

                    removed = await RemoveAsync(publisher, day, request.BatchSize, cancellation);
                    count += removed;
                }
                while (removed == request.BatchSize);
            }

            last = publisher;
        }

        return new CleanupStep(count, publishers.Count == Publishers ? last : null, skipped);
    }

    private async Task<int> RemoveAsync(string publisher, DateOnly day, int limit, CancellationToken cancellation)
    {
        while (true)
        {
            if (await events.RemoveAsync(publisher, day, limit, cancellation) is { } removed)
            {
                return removed;
            }

            var before = new UtcRange(RollupCalendar.Earliest, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
            foreach (var stale in await analytics.ListStaleDaysAsync(publisher, before, cancellation))
            {
                await analytics.RollUpHoursAsync(publisher, stale, cancellation);
            }
        }
    }

    private async Task<bool> IsReadAsync(string publisher, CancellationToken cancellation)
    {
        foreach (var queue in _readers)
        {
            var counts = await index.CountAsync(TenantScope.Only(publisher), queue, cancellation);
            if (counts.Any(count => _underWay.Any(state => count[state] > 0)))
            {
                return true;
            }
        }

        return false;
    }
}

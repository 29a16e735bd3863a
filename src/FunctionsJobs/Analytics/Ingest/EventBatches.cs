namespace FunctionsJobs.Analytics.Ingest;

/// <summary>
/// Collects events and stores them batch by batch: while one batch is written, the next is filled. At most two batches are in memory.
/// </summary>
internal sealed class EventBatches(IAnalyticsStore store, int batchSize, IngestReport report)
{
    private AnalyticsEvent[] _filling = new AnalyticsEvent[batchSize];
    private AnalyticsEvent[] _spare = [];
    private int _count;
    private Task<IngestResult>? _writing;

    /// <summary>Whether <see cref="SendAsync"/> is due.</summary>
    public bool IsFull => _count == batchSize;

    /// <summary>Adds an event; there must be room.</summary>
    public void Add(in AnalyticsEvent value) => _filling[_count++] = value;

    /// <summary>Waits for the batch before, then begins to write this one.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        await SettleAsync();
        var batch = _filling.AsMemory(0, _count);
        // On a thread of its own, because an embedded database works in the caller's.
        _writing = Task.Run(() => store.AddEventsAsync(batch, cancellation), cancellation);
        (_filling, _spare) = (_spare.Length == 0 ? new AnalyticsEvent[batchSize] : _spare, _filling);
        _count = 0;
    }

    /// <summary>Stores what is left.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_count > 0)
        {
            await SendAsync(cancellation);
        }

        await SettleAsync();
    }

    /// <summary>
    /// Waits for the write under way, if there is one, without caring how it ends: the caller has a fault of its own to report, and a batch
    /// that failed is sent again with the rest.
    /// </summary>
    public async Task AbandonAsync()
    {
        if (_writing is { } writing)
        {
            _writing = null;
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (writing.IsCompletedSuccessfully)
            {
                report.Add(await writing);
            }
        }
    }

    private async Task SettleAsync()
    {
        if (_writing is { } writing)
        {
            _writing = null;
            report.Add(await writing);
        }
    }
}

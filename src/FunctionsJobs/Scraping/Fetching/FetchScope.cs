namespace FunctionsJobs.Scraping.Fetching;

/// <summary>The time in which a page is got: it ends when its limit passes, or when the job that asked is stopped.</summary>
internal sealed class FetchScope : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _linked;

    public FetchScope(TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        Stop = stop;
        _limit = new CancellationTokenSource(limit, time);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(stop, _limit.Token);
    }

    /// <summary>Fires when the job is stopped.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Fires at either end.</summary>
    public CancellationToken Token => _linked.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _linked.Dispose();
        _limit.Dispose();
    }
}

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>What one request's connection may take, and whether anything came over it yet.</summary>
/// <param name="host">The host, for faults.</param>
/// <param name="maxBytes">Most bytes that may come, framing and headers included.</param>
/// <param name="idle">The longest time without a byte.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionWatch(string host, long maxBytes, TimeSpan idle, TimeProvider time)
{
    private long _bytes;

    public string Host => host;

    public long MaxBytes => maxBytes;

    public TimeSpan Idle => idle;

    public TimeProvider Time => time;

    /// <summary>Whether the other side has begun to answer.</summary>
    public bool HasBegun => Volatile.Read(ref _bytes) > 0;

    /// <summary>Counts what came.</summary>
    /// <returns>Whether it is still allowed.</returns>
    public bool Count(int bytes) => Interlocked.Add(ref _bytes, bytes) <= maxBytes;
}

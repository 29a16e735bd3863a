using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsJobs.Cache.Entries;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Cache;

/// <summary>Counts what the cache does (meter <c>FunctionsJobs.Cache</c>), and logs the first fault of each kind.</summary>
internal sealed class CacheMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "FunctionsJobs.Cache";

    private readonly ConcurrentDictionary<CacheFault, bool> _logged = new();
    private readonly Counter<long> _reads;
    private readonly Counter<long> _computations;
    private readonly Counter<long> _faults;
    private readonly ILogger _logger;

    public CacheMetrics(ILogger<CacheMetrics> logger)
    {
        _logger = logger;
        _reads = Meter.CreateCounter<long>("functionsjobs.cache.reads", "{read}", "Values asked for; the tag result is hit or miss.");
        _computations = Meter.CreateCounter<long>("functionsjobs.cache.computations", "{computation}", "Values computed because none was there.");
        _faults = Meter.CreateCounter<long>("functionsjobs.cache.faults", "{fault}", "Answers of the store that count as none; the tag fault says why.");
    }

    /// <summary>The meter.</summary>
    internal Meter Meter { get; } = new(MeterName);

    /// <summary>A value was asked for.</summary>
    public void Read(bool hit) => _reads.Add(1, new KeyValuePair<string, object?>("result", hit ? "hit" : "miss"));

    /// <summary>A value was computed.</summary>
    public void Computed() => _computations.Add(1);

    /// <summary>An answer counts as none.</summary>
    public void Refused(CacheFault fault, string key)
    {
        _faults.Add(1, new KeyValuePair<string, object?>("fault", fault.ToName()));

        // That the store is lost or back is told by whoever holds the connection; a value that expired a moment too late is none's fault.
        if (fault is not (CacheFault.Unavailable or CacheFault.Expired) && _logged.TryAdd(fault, true))
        {
            CacheLog.ValueRefused(_logger, fault.ToName(), key);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();
}

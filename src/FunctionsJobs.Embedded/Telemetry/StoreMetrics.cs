using System.Diagnostics.Metrics;

namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>What the writer of a task hub measures of its commits.</summary>
internal sealed class StoreMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Histogram<int> _steps;
    private readonly Histogram<double> _duration;

    public StoreMetrics(TimeProvider time)
    {
        _time = time;
        _meter = new Meter(new MeterOptions(EngineMetrics.MeterName) { Scope = this });
        _steps = _meter.CreateHistogram(
            "durabletask.store.commit.steps",
            "{step}",
            "Steps that share one commit.",
            null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });
        _duration = _meter.CreateHistogram(
            "durabletask.store.commit.duration",
            "s",
            "From the begin of a transaction to its end, the disk included.",
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] });
    }

    /// <summary>The present moment, for <see cref="OnCommit"/>; 0 while nobody listens.</summary>
    public long Mark() => _duration.Enabled || _steps.Enabled ? _time.GetTimestamp() : 0;

    /// <summary>A commit is done.</summary>
    /// <param name="steps">How many steps it held; one without any only tidied up.</param>
    /// <param name="began">The mark of its begin.</param>
    public void OnCommit(int steps, long began)
    {
        if (began != 0 && steps > 0)
        {
            _steps.Record(steps);
            _duration.Record(_time.GetElapsedTime(began).TotalSeconds);
        }
    }

    public void Dispose() => _meter.Dispose();
}

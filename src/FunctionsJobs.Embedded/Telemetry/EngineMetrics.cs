using System.Diagnostics.Metrics;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>
/// What a running task hub counts and measures. Times are those of the engine's clock. A value is taken only while somebody listens.
/// </summary>
internal sealed class EngineMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "FunctionsJobs.Embedded.Durable";

    // Seconds; from a tenth of a millisecond, which is what the engine itself takes, to what jobs take.
    private static readonly InstrumentAdvice<double> s_seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    };

    private readonly Meter _meter;
    private readonly TimeProvider _time;
    private readonly Counter<long> _started;
    private readonly Counter<long> _ended;
    private readonly Histogram<double> _startDelay;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _activityDelay;
    private readonly Histogram<double> _activityDuration;

    /// <param name="hubName">Tag of the meter.</param>
    /// <param name="time">Measures activities.</param>
    public EngineMetrics(string hubName, TimeProvider time)
    {
        _time = time;
        _meter = new Meter(new MeterOptions(MeterName) { Tags = [new(DurableTags.TaskHub, hubName)], Scope = this });
        _started = _meter.CreateCounter<long>("durabletask.orchestrations.started", "{orchestration}", "Orchestrations that have begun to run.");
        _ended = _meter.CreateCounter<long>("durabletask.orchestrations.ended", "{orchestration}", "Orchestrations that have ended, by status.");
        _startDelay = Seconds("durabletask.orchestration.start_delay", "From the time an orchestration may run to the end of its first turn.");
        _duration = Seconds("durabletask.orchestration.duration", "From the time an orchestration was created to its end.");
        _activityDelay = Seconds("durabletask.activity.start_delay", "From the commit that schedules an activity to its start.");
        _activityDuration = Seconds("durabletask.activity.duration", "How long activities ran.");
    }

    /// <summary>Adds the values that are read when somebody asks.</summary>
    public void Observe(Func<int> waitingInstances, Func<int> loadedInstances, Func<int> waitingActivities, Func<int> runningActivities, Func<int> timers)
    {
        _meter.CreateObservableUpDownCounter("durabletask.orchestration.queue.depth", waitingInstances, "{orchestration}", "Orchestrations that wait for their start.");
        _meter.CreateObservableUpDownCounter("durabletask.orchestration.loaded", loadedInstances, "{orchestration}", "Orchestrations in memory.");
        _meter.CreateObservableUpDownCounter("durabletask.activity.queue.depth", waitingActivities, "{activity}", "Activities that wait for their start.");
        _meter.CreateObservableUpDownCounter("durabletask.activity.running", runningActivities, "{activity}", "Activities that run.");
        _meter.CreateObservableUpDownCounter("durabletask.timer.pending", timers, "{timer}", "Timers and delayed messages that wait for their time.");
    }

    /// <summary>A turn is committed.</summary>
    /// <param name="instance">As it was before.</param>
    /// <param name="update">What the turn changed of it.</param>
    public void OnTurn(InstanceRecord instance, InstanceUpdate update)
    {
        if (instance.Status == InstanceStatus.Pending && (_started.Enabled || _startDelay.Enabled))
        {
            _started.Add(1, Name(instance.Name));
            var mayRun = instance.StartAt is { } startAt && startAt > instance.CreatedAt ? startAt : instance.CreatedAt;
            _startDelay.Record(Math.Max(0, (update.LastUpdatedAt - mayRun).TotalSeconds), Name(instance.Name));
        }

        if (InstanceStatus.IsTerminal(update.Status) && (_ended.Enabled || _duration.Enabled))
        {
            var status = new KeyValuePair<string, object?>(DurableTags.Status, update.Status);
            _ended.Add(1, Name(instance.Name), status);
            _duration.Record(Math.Max(0, (update.LastUpdatedAt - instance.CreatedAt).TotalSeconds), Name(instance.Name), status);
        }
    }

    /// <summary>The present moment, to be given back; 0 while nobody listens.</summary>
    public long Mark() => _activityDelay.Enabled || _activityDuration.Enabled ? _time.GetTimestamp() : 0;

    /// <summary>An activity begins.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="queued">The mark of when it was scheduled.</param>
    /// <returns>The mark of now.</returns>
    public long OnActivityStart(string name, long queued)
    {
        var now = Mark();
        if (now != 0 && queued != 0)
        {
            _activityDelay.Record(_time.GetElapsedTime(queued, now).TotalSeconds, Name(name));
        }

        return now;
    }

    /// <summary>An activity has ended.</summary>
    /// <param name="name">The activity.</param>
    /// <param name="status">Completed, Failed, or Interrupted by the stop of the host.</param>
    /// <param name="started">The mark of its start.</param>
    public void OnActivityEnd(string name, string status, long started)
    {
        if (started != 0)
        {
            _activityDuration.Record(_time.GetElapsedTime(started).TotalSeconds, Name(name), new KeyValuePair<string, object?>(DurableTags.Status, status));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Name(string name) => new(DurableTags.Name, name);

    private Histogram<double> Seconds(string name, string description) => _meter.CreateHistogram(name, "s", description, null, s_seconds);
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Telemetry;
using FunctionsJobs.Embedded.Tests.Durable.Harness;

namespace FunctionsJobs.Embedded.Tests.Telemetry;

/// <summary>What a task hub counts, by its own tag: other hubs run at the same time.</summary>
public sealed class EngineMetricsTests : IDisposable
{
    private readonly string _hubName = $"Metrics{Guid.CreateVersion7():N}";
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _values = new();
    private readonly ConcurrentDictionary<string, string?> _units = new();
    private readonly MeterListener _listener = new();

    public EngineMetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == EngineMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
                _units[instrument.Name] = instrument.Unit;
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Orchestrations_WhenTheyRun_AreCountedByNameAndStatus()
    {
        var functions = new TestFunctions();
        functions.Activity<int, int>("Works", value => value).Activity<int, int>("Breaks", _ => throw new InvalidOperationException("broken"));
        functions.Orchestrator("Good", context => context.CallActivityAsync<int>("Works", 1));
        functions.Orchestrator("Bad", context => context.CallActivityAsync<int>("Breaks", 1));
        await using var hub = await TestTaskHub.StartAsync(functions, forceReplay: false, new TaskHubEngineOptions { HubName = _hubName });

        await hub.RunAsync("Good");
        await hub.RunAsync("Good");
        await hub.RunAsync("Bad");

        await Eventually.HoldsAsync(() => Of("durabletask.orchestrations.ended").Count == 3, "three ends are counted");
        Assert.Equal(3, Of("durabletask.orchestrations.started").Sum(value => value.Value));
        Assert.Equal(
            ["Bad Failed", "Good Completed", "Good Completed"],
            Of("durabletask.orchestrations.ended").Select(value => $"{value.Tags[DurableTags.Name]} {value.Tags[DurableTags.Status]}").Order());
        Assert.Equal(
            ["Breaks Failed", "Works Completed", "Works Completed"],
            Of("durabletask.activity.duration").Select(value => $"{value.Tags[DurableTags.Name]} {value.Tags[DurableTags.Status]}").Order());
        Assert.Equal(3, Of("durabletask.activity.start_delay").Count);
        Assert.Equal(3, Of("durabletask.orchestration.start_delay").Count);
    }

    [Fact]
    public async Task Orchestration_WhenTimePasses_IsMeasuredInSeconds()
    {
        var functions = new TestFunctions();
        functions.Orchestrator("Waits", context => context.WaitForExternalEvent<int>("go"));
        await using var hub = await TestTaskHub.StartAsync(functions, forceReplay: true, new TaskHubEngineOptions { HubName = _hubName });
        var id = await hub.ScheduleAsync("Waits");
        await hub.HasStatusAsync(id, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Running);
        hub.Time.Advance(TimeSpan.FromMinutes(2));

        await hub.Client.RaiseEventAsync(id, "go", 1);
        await hub.EndOfAsync(id);

        await Eventually.HoldsAsync(() => Of("durabletask.orchestration.duration").Count == 1, "the duration is recorded");
        Assert.Equal(120, Assert.Single(Of("durabletask.orchestration.duration")).Value);
        Assert.Equal(0, Assert.Single(Of("durabletask.orchestration.start_delay")).Value);
    }

    [Fact]
    public async Task Gauges_WhenAsked_TellTheQueues()
    {
        var release = new TaskCompletionSource();
        var functions = new TestFunctions();
        functions.AsyncActivity<int, int>("Waits", async (value, _) =>
        {
            await release.Task;
            return value;
        });
        functions.Orchestrator("Fans", context => Task.WhenAll(Enumerable.Range(0, 5).Select(number => context.CallActivityAsync<int>("Waits", number))));
        await using var hub = await TestTaskHub.StartAsync(functions, forceReplay: false, new TaskHubEngineOptions { HubName = _hubName, MaxConcurrentActivities = 2 });
        var id = await hub.ScheduleAsync("Fans");
        await Eventually.HoldsAsync(() => hub.Engine.Health is { ActivitiesRunning: 2, ActivitiesWaiting: 3 }, "two run and three wait");

        _listener.RecordObservableInstruments();

        Assert.Equal(2, Of("durabletask.activity.running")[^1].Value);
        Assert.Equal(3, Of("durabletask.activity.queue.depth")[^1].Value);
        Assert.Equal(1, Of("durabletask.orchestration.loaded")[^1].Value);
        Assert.Equal(0, Of("durabletask.orchestration.queue.depth")[^1].Value);
        Assert.Equal(0, Of("durabletask.timer.pending")[^1].Value);
        release.SetResult();
        await hub.EndOfAsync(id);
    }

    [Fact]
    public async Task Commits_WhenTheyAreDone_AreMeasured()
    {
        var functions = new TestFunctions();
        functions.Orchestrator("Done", _ => Task.FromResult(1));
        await using var hub = await TestTaskHub.StartAsync(functions, forceReplay: false, new TaskHubEngineOptions { HubName = _hubName });

        await hub.RunAsync("Done");

        // Any hub's: the store does not know the hub's name.
        var steps = _values.Where(value => value.Name == "durabletask.store.commit.steps").ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, value => Assert.True(value.Value >= 1, $"A commit of {value.Value} steps was recorded."));
        Assert.Contains(_values, value => value.Name == "durabletask.store.commit.duration");
        Assert.Equal("s", _units["durabletask.store.commit.duration"]);
        Assert.Equal("{step}", _units["durabletask.store.commit.steps"]);
        Assert.Equal("{orchestration}", _units["durabletask.orchestrations.started"]);
        Assert.Equal("s", _units["durabletask.activity.duration"]);
    }

    private List<(string Name, double Value, Dictionary<string, object?> Tags)> Of(string name)
        => [.. _values.Where(value => value.Name == name && _hubName.Equals(value.Tags.GetValueOrDefault(DurableTags.TaskHub)))];

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new Dictionary<string, object?>(instrument.Meter.Tags ?? []);
        foreach (var (name, tag) in tags)
        {
            all[name] = tag;
        }

        _values.Enqueue((instrument.Name, value, all));
    }
}

using DurableTask.Core.Exceptions;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>
/// The clients of the task hub. A call without an answer is made again unless it is known to have become durable, so that every call counts
/// once; that is what the simulation can see and a real client cannot.
/// </summary>
internal sealed class Outside
{
    private const int MostUnderWay = 3;

    private readonly Random _random;
    private readonly SimulatedClock _clock;
    private readonly Witness _witness;
    private readonly List<SimulatedRoot> _roots = [];
    private readonly List<(string Entity, string Entry)> _signals = [];
    private readonly HashSet<string> _underWay = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private object _process = new();

    public Outside(Random random, SimulatedClock clock, Witness witness)
    {
        _random = random;
        _clock = clock;
        _witness = witness;
        var writer = new ScriptWriter(random);
        var roots = random.Next(1, 4);
        for (var i = 0; i < roots; i++)
        {
            _roots.Add(new SimulatedRoot($"root{i}", random, writer));
        }

        for (var i = random.Next(3); i > 0; i--)
        {
            _signals.Add((ScriptWriter.Entities[random.Next(ScriptWriter.Entities.Count)], writer.NewKey()));
        }
    }

    /// <summary>Whether no call is under way, and none is left to make.</summary>
    public bool HasFinished => _underWay.Count == 0 && !Errands().Any();

    /// <summary>The process ended: no call that is under way will be answered.</summary>
    public void OnProcessEnded()
    {
        _process = new object();
        _underWay.Clear();
    }

    /// <summary>Begins one of the calls that could be made now; <see langword="null"/> when there is none.</summary>
    public string? BeginOne(DurableTaskClient client)
    {
        var errands = _underWay.Count < MostUnderWay ? Errands().Where(errand => !_underWay.Contains(errand.Label)).ToList() : [];
        if (errands.Count == 0)
        {
            return null;
        }

        var errand = errands[_random.Next(errands.Count)];
        _underWay.Add(errand.Label);
        _ = CallAsync(client, errand);
        return errand.Label;
    }

    private async Task CallAsync(DurableTaskClient client, Errand errand)
    {
        var process = _process;
        try
        {
            await errand.RunAsync(client);
            if (!errand.IsDurable())
            {
                _witness.Reject($"'{errand.Label}' was acknowledged, but is not durable");
            }
        }
        catch (Exception e) when (e is TaskHubStoreException or InvalidOperationException)
        {
            // The process is about to end; the call is made again with the next one.
        }
        catch (Exception e)
        {
            _witness.Reject($"'{errand.Label}' failed: {e}");
        }

        if (process == _process)
        {
            _underWay.Remove(errand.Label);
        }
    }

    private IEnumerable<Errand> Errands() => _roots.SelectMany(ErrandsFor).Concat(Events()).Concat(Signals());

    private IEnumerable<Errand> ErrandsFor(SimulatedRoot root)
    {
        var id = root.InstanceId;
        var runs = _witness.CountRuns(id);
        var run = _witness.Latest(id);
        if (run is null or { HasEnded: true })
        {
            if (run is { IsPurged: false } && root.IsPurged)
            {
                yield return new Errand($"purge {id}", client => client.PurgeInstanceAsync(id), () => run.IsPurged);
            }
            else if (runs < root.Scripts.Count)
            {
                yield return Start(root, runs);
            }

            yield break;
        }

        if (root.IsStartedTwice && _done.Add($"second start of {id}"))
        {
            yield return new Errand($"second start of {id}", client => StartAgainAsync(client, root), () => true);
        }

        if (root.IsTerminated && !run.TerminationAccepted)
        {
            yield return new Errand(
                $"terminate {id}",
                client => client.TerminateInstanceAsync(id, new TerminateInstanceOptions { Output = "enough", Recursive = root.TerminatesChildren }),
                () => run.TerminationAccepted || run.HasEnded);
        }

        if (run.Suspensions > run.Resumptions)
        {
            yield return new Errand($"control {id}", client => client.ResumeInstanceAsync(id), () => run.Suspensions == run.Resumptions || run.HasEnded);
        }
        else if (run.Suspensions < root.Suspensions)
        {
            yield return new Errand($"control {id}", client => client.SuspendInstanceAsync(id), () => run.Suspensions > run.Resumptions || run.HasEnded);
        }
    }

    private Errand Start(SimulatedRoot root, int number)
    {
        var options = new StartOrchestrationOptions(root.InstanceId) { StartAt = root.StartDelay is { } delay ? _clock.GetUtcNow() + delay : null };
        return new Errand(
            $"start {root.InstanceId}",
            client => client.ScheduleNewOrchestrationInstanceAsync(ScriptPlayer.Name, root.Scripts[number], options),
            () => _witness.CountRuns(root.InstanceId) > number);
    }

    // Refused, unless the run has ended meanwhile: then this is another one.
    private static async Task StartAgainAsync(DurableTaskClient client, SimulatedRoot root)
    {
        try
        {
            var script = new Script { Acts = [] };
            await client.ScheduleNewOrchestrationInstanceAsync(ScriptPlayer.Name, script, new StartOrchestrationOptions(root.InstanceId));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // As it should be.
        }
    }

    private IEnumerable<Errand> Events()
    {
        foreach (var run in _witness.Runs)
        {
            if (run.HasEnded)
            {
                continue;
            }

            foreach (var (name, count) in run.Expected.Events)
            {
                var number = run.Raised.GetValueOrDefault(name) + 1;
                if (number <= count)
                {
                    yield return new Errand(
                        $"raise {name} for {run.InstanceId}",
                        client => client.RaiseEventAsync(run.InstanceId, name, number),
                        () => run.HasEnded || run.Raised.GetValueOrDefault(name) >= number);
                }
            }
        }
    }

    private IEnumerable<Errand> Signals()
    {
        foreach (var (entity, entry) in _signals)
        {
            bool IsDurable() => _witness.Entries.Exists(made => made.Entry == entry);
            if (!IsDurable())
            {
                yield return new Errand(
                    $"signal {entity} {entry}",
                    client => client.Entities.SignalEntityAsync(EntityInstanceId.FromString(entity), Register.AddOperation, entry),
                    IsDurable);
            }
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>
/// Random orchestrations on the real engine and the real store, under random faults, with every decision taken from one seed.
/// </summary>
/// <remarks>
/// One thread does everything: turns, entity batches, the ends of activities, commits, acknowledgements, slow reads, timers and client calls wait
/// on an agenda, and the seed says which comes next. So the order of all of them is explored and can be repeated. What two threads could
/// do to each other between two of those points (inside a lock, or inside the store's writer) is not explored here, nor is how a stop waits for what runs.
/// </remarks>
internal sealed class Simulation : IDisposable
{
    private const int MostHappenings = 6_000;
    private const int MostIdleHours = 400;

    private readonly int _seed;
    private readonly bool _forceReplay;
    private readonly StoreDefect _defect;
    private readonly Random _random;
    private readonly Agenda _agenda = new();
    private readonly SimulatedClock _clock;
    private readonly Witness _witness;
    private readonly FaultPlan _faults;
    private readonly Outside _outside;
    private readonly TemporaryTaskHub _file = new();
    private readonly List<string> _trace = [];
    private SimulatedStore? _store;
    private TaskHubEngine? _engine;
    private int _processes;
    private int _idleHours;

    private Simulation(int seed, bool forceReplay, StoreDefect defect)
    {
        _seed = seed;
        _forceReplay = forceReplay;
        _defect = defect;
        _random = new Random(seed);
        _clock = new SimulatedClock(_agenda);
        _witness = new Witness(_clock);
        _faults = new FaultPlan(_random, _trace.Add);
        _outside = new Outside(_random, _clock, _witness);
    }

    /// <summary>Runs one simulation to its end.</summary>
    /// <exception cref="SimulationFailedException">Something must not be.</exception>
    public static SimulationResult Run(int seed, bool forceReplay, StoreDefect defect = StoreDefect.None)
    {
        SimulationResult? result = null;
        Exception? failure = null;

        // A thread without a synchronization context: continuations run where their tasks are completed.
        var thread = new Thread(() =>
        {
            using var simulation = new Simulation(seed, forceReplay, defect);
            try
            {
                result = simulation.Run();
            }
            catch (Exception e) when (e is not SimulationFailedException)
            {
                failure = simulation.Failed(e.ToString());
            }
            catch (SimulationFailedException e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return result ?? throw failure!;
    }

    public void Dispose()
    {
        EndProcess();
        _file.Dispose();
    }

    private SimulationResult Run()
    {
        StartProcess();
        while (!HasFinished())
        {
            if (_trace.Count > MostHappenings)
            {
                throw Failed("it does not come to an end");
            }

            Happen();
            CheckEngine();
            if (_witness.Violation is { } violation)
            {
                throw Failed(violation);
            }

            if (_faults.CrashPending)
            {
                RestartProcess();
            }
        }

        EndProcess();
        if (new SimulationAudit(_witness, _file).Find() is { } finding)
        {
            throw Failed(finding);
        }

        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _trace))));
        return new SimulationResult(hash, _trace.Count, _processes, _faults.Happened, _witness.Runs.Count, _witness.ActivityRuns);
    }

    private bool HasFinished() =>
        _agenda.Count == 0 && _witness.Undelivered.Count == 0 && _witness.Runs.All(run => run.HasEnded) && _outside.HasFinished;

    private void Happen()
    {
        // No two turns see the same time, as in a real process: ids are made of it.
        _clock.Jump(TimeSpan.FromTicks(1));
        if (_faults.Jump() is { } jump)
        {
            _clock.Jump(jump);
        }

        var roll = _random.Next(100);
        if (_agenda.Count > 0 && roll < 75)
        {
            var (label, happen) = _agenda.Take(_random);
            _trace.Add(label);
            _idleHours = 0;
            happen();
        }
        else if (roll < 95 && _outside.BeginOne(_engine!.Client) is { } errand)
        {
            _trace.Add(errand);
            _idleHours = 0;
        }
        else if (_agenda.Count > 0 && _faults.Crashes())
        {
            _faults.CrashPending = true;
        }
        else
        {
            PassTime();
        }
    }

    private void PassTime()
    {
        var by = _agenda.Count > 0 ? TimeSpan.FromSeconds(_random.Next(1, 120)) : TimeSpan.FromHours(1);
        _trace.Add(string.Create(CultureInfo.InvariantCulture, $"{by} pass"));
        if (_agenda.Count == 0 && ++_idleHours > MostIdleHours)
        {
            throw Failed(
                $"nothing goes on: {string.Join(", ", _witness.Runs.Where(run => !run.HasEnded))}; "
                + $"undelivered: {string.Join(", ", _witness.Undelivered.Select(message => $"{message.Kind} for {message.Target}"))}");
        }

        _clock.Advance(by);
    }

    // A process whose engine or store has failed ends soon after; until then nothing more becomes durable.
    private void CheckEngine()
    {
        var isFaulted = _engine!.Health.State == TaskHubEngineState.Faulted;
        if (isFaulted && !_store!.IsFaulted)
        {
            throw Failed($"the engine failed by itself: {_engine.Health.Fault}");
        }

        if (_store!.IsFaulted && _agenda.Count == 0 && !isFaulted)
        {
            throw Failed("the store has failed, and the engine has not noticed");
        }

        if (isFaulted && (_agenda.Count == 0 || _random.Next(10) == 0))
        {
            RestartProcess();
        }
    }

    private void RestartProcess()
    {
        EndProcess();
        StartProcess();
    }

    private void StartProcess()
    {
        _trace.Add($"process {++_processes}");
        _witness.OnProcessStarted();
        _store = new SimulatedStore(DefectiveStore.Around(_file.NewStore(), _defect, _random), _agenda, _faults, _witness);
        var options = new TaskHubEngineOptions
        {
            ForceReplay = _forceReplay,
            MaxConcurrentActivities = _random.Next(1, 5),
            ActivityBacklogLimit = _random.Next(5, 10),
            MaxConcurrentOrchestrators = _random.Next(1, 4),
            MaxConcurrentEntities = _random.Next(1, 3),
            MaxEntityBatchSize = _random.Next(1, 4),
            MaxLoadedInstances = _random.Next(1, 6),
            InstanceIdleTimeout = TimeSpan.FromMinutes(10),
            MaximumTimerInterval = TimeSpan.FromHours(2),
        };
        _engine = new TaskHubEngine(_store, new SimulatedFunctions(_agenda, _random, _witness), options, _clock, NullLoggerFactory.Instance, start: Start);
        var start = _engine.StartAsync(CancellationToken.None);
        if (!start.IsCompletedSuccessfully)
        {
            throw Failed($"process {_processes} does not start: {start.Exception}");
        }
    }

    // As kill -9 does: nothing that was under way ends, and the store is closed by the system.
    private void EndProcess()
    {
        _faults.CrashPending = false;
        _agenda.Clear();
        _clock.Drop();
        _outside.OnProcessEnded();
        _store?.DisposeAsync().AsTask().ConfigureAwait(false).GetAwaiter().GetResult();
    }

    private void Start(IThreadPoolWorkItem work) => _agenda.Add(LabelOf(work), work.Execute);

    private static string LabelOf(IThreadPoolWorkItem work) => work switch
    {
        InstanceActor instance => $"turn of {instance.InstanceId}",
        EntityActor entity => $"turn of {entity.EntityId}",
        ActivityWork activity => $"begin of task {activity.Scheduled.TaskId} of {activity.Caller.InstanceId}",
        _ => work.GetType().Name,
    };

    private SimulationFailedException Failed(string violation) => new(_seed, violation, _trace.TakeLast(80));
}

using System.Text.Json;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Converters;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>
/// Outlives all processes, sees every step that became durable and every run of an activity, and finds what must not be.
/// </summary>
internal sealed class Witness(SimulatedClock clock)
{
    private readonly List<WitnessedRun> _runs = [];
    private readonly Dictionary<long, WitnessedRun> _byKey = [];
    private readonly Dictionary<long, MessageRecord> _undelivered = [];
    private readonly Dictionary<(long RunKey, string Key), List<int>> _attempts = [];
    private readonly HashSet<(long RunKey, int TaskId, string Key)> _startedNow = [];
    private readonly HashSet<(long RunKey, int TaskId, string Key)> _finished = [];
    private readonly Dictionary<(long RunKey, int TaskId), string> _scheduled = [];

    /// <summary>The first thing that was wrong; <see langword="null"/> while nothing was.</summary>
    public string? Violation { get; private set; }

    public IReadOnlyList<WitnessedRun> Runs => _runs;

    /// <summary>Messages that are durable and were not consumed yet; also timers.</summary>
    public IReadOnlyCollection<MessageRecord> Undelivered => _undelivered.Values;

    /// <summary>Entries that entities were told to make, in the order in which that became durable, with the sender.</summary>
    public List<(string Entity, string Sender, string Entry, bool IsDelayed)> Entries { get; } = [];

    public int ActivityRuns { get; private set; }

    /// <summary>Notes that something must not be.</summary>
    public void Reject(string what) => Violation ??= what;

    public WitnessedRun? Latest(string instanceId) => _runs.FindLast(run => run.InstanceId == instanceId);

    public int CountRuns(string instanceId) => _runs.Count(run => run.InstanceId == instanceId);

    /// <summary>A process begins: what the last one had started is no longer under way.</summary>
    public void OnProcessStarted() => _startedNow.Clear();

    /// <summary>An activity begins to run.</summary>
    /// <returns>Whether this attempt has to fail.</returns>
    public bool OnActivity(ActivityCall call)
    {
        ActivityRuns++;
        var input = Read<WorkInput>(call.Input);
        var run = Latest(call.InstanceId)!.Key;
        var attempt = (run, call.TaskId, input.Key);
        if (_finished.Contains(attempt))
        {
            Reject($"activity {attempt} runs again although its result was committed");
        }

        if (!_startedNow.Add(attempt))
        {
            Reject($"activity {attempt} runs twice in one process");
        }

        if (_scheduled.GetValueOrDefault((run, call.TaskId)) != input.Key)
        {
            Reject($"activity {attempt} runs although its call was never committed");
        }

        var attempts = _attempts.TryGetValue((run, input.Key), out var known) ? known : _attempts[(run, input.Key)] = [];
        if (!attempts.Contains(call.TaskId))
        {
            attempts.Add(call.TaskId);
        }

        return attempts.IndexOf(call.TaskId) < input.Failures;
    }

    public void OnCommitted(TaskHubStep step, StepResult result)
    {
        if (!result.Applied)
        {
            return;
        }

        for (var i = 0; i < step.Create.Count; i++)
        {
            if (result.Created[i] is null)
            {
                OnCreated(step.Create[i].Instance);
            }
            else if (step.Create[i].IfRefused is { } refusal)
            {
                OnEnqueued(refusal, sender: "");
            }
        }

        if (step.Update is { } update)
        {
            OnUpdated(_byKey[update.Key], update, step.Append);
        }

        foreach (var message in step.Enqueue)
        {
            OnEnqueued(message, step.Update is { } sender ? $"{sender.Key}" : "");
        }

        foreach (var id in step.Dequeue)
        {
            _undelivered.Remove(id);
        }
    }

    public void OnPurged(IReadOnlyCollection<long> keys)
    {
        foreach (var key in keys)
        {
            if (_byKey.TryGetValue(key, out var run) && run.HasEnded)
            {
                Forget(run);
            }
        }
    }

    private void OnCreated(InstanceRecord created)
    {
        if (Latest(created.InstanceId) is { IsPurged: false } former)
        {
            if (!former.HasEnded)
            {
                Reject($"{former} was replaced before it ended");
            }

            Forget(former);
        }

        var run = new WitnessedRun(created, Read<Script>(created.Input));
        _runs.Add(run);
        _byKey.Add(run.Key, run);
    }

    private void Forget(WitnessedRun run)
    {
        run.IsPurged = true;
        foreach (var message in _undelivered.Values.Where(message => message.Target == run.InstanceId).ToList())
        {
            _undelivered.Remove(message.Id);
        }
    }

    private void OnUpdated(WitnessedRun run, InstanceUpdate update, IReadOnlyList<HistoryRecord> appended)
    {
        if (run.HasEnded)
        {
            Reject($"{run} went on after its end");
        }

        if (run.Status == InstanceStatus.Pending && run.StartAt > clock.Latest && update.Status != InstanceStatus.Terminated)
        {
            Reject($"{run} began before {run.StartAt:O}");
        }

        if (update.NewExecution is not null)
        {
            run.History.Clear();
            run.Timers.Clear();
        }

        foreach (var record in appended)
        {
            OnAppended(run, record);
        }

        run.Status = update.Status;
        if (run.HasEnded)
        {
            OnEnded(run, update);
        }
    }

    private void OnAppended(WitnessedRun run, HistoryRecord record)
    {
        // Turn 0 holds what an execution took over from the one before; the clock may have been set back between the two.
        if (record.Sequence != run.History.Count + 1
            || (run.History is [.., var last] && (record.Turn < last.Turn || (last.Turn > 0 && record.At < last.At))))
        {
            Reject($"event {record.Sequence} ({record.Type}, turn {record.Turn}) of {run} does not follow the one before");
        }

        run.History.Add(record);
        switch (HistoryReader.Read(record))
        {
            case TaskScheduled scheduled:
                _scheduled[(run.Key, record.TaskId)] = Read<WorkInput>(scheduled.Input).Key;
                break;
            case TaskCompleted or TaskFailed:
                if (!_finished.Add((run.Key, record.TaskId, _scheduled[(run.Key, record.TaskId)])))
                {
                    Reject($"task {record.TaskId} of {run} ended twice");
                }

                break;
            case TimerCreated created:
                run.Timers[record.TaskId] = created.FireAt;
                break;
            case TimerFired:
                if (!run.Timers.Remove(record.TaskId, out var due))
                {
                    Reject($"timer {record.TaskId} of {run} fired twice");
                }
                else if (due > clock.Latest || due > record.At)
                {
                    Reject($"timer {record.TaskId} of {run} is due at {due:O}, but fired at {record.At:O}");
                }

                break;
        }
    }

    private void OnEnded(WitnessedRun run, InstanceUpdate update)
    {
        if (run.Status == InstanceStatus.Terminated)
        {
            if (!run.TerminationAccepted)
            {
                Reject($"{run} was terminated by nobody");
            }

            return;
        }

        var output = run.Status == InstanceStatus.Failed ? Failure.FromJson(update.Failure).ErrorMessage : Read<string>(update.Output);
        if (run.Status != run.Expected.Status || output != run.Expected.Output)
        {
            Reject($"{run} came to '{output}' instead of {run.Expected.Status} with '{run.Expected.Output}'");
        }
    }

    private void OnEnqueued(MessageRecord message, string sender)
    {
        if (message.Id > 0)
        {
            _undelivered.Add(message.Id, message);
        }

        if (message.Kind == MessageKind.EntityOperation && message.Name == Register.AddOperation)
        {
            Entries.Add((message.Target, sender, Read<string>(message.Payload), message.DueAt is not null));
        }

        if (Latest(message.Target) is not { IsPurged: false } run)
        {
            return;
        }

        switch (message.Kind)
        {
            case MessageKind.EventRaised when message.Name is { } name:
                run.Raised[name] = run.Raised.GetValueOrDefault(name) + 1;
                break;
            case MessageKind.ExecutionSuspended:
                run.Suspensions++;
                break;
            case MessageKind.ExecutionResumed:
                run.Resumptions++;
                break;
            case MessageKind.ExecutionTerminated:
                run.TerminationAccepted = true;
                break;
        }
    }

    private static T Read<T>(string? json) => JsonDataConverter.Default.Deserialize<T>(json) ?? throw new JsonException($"No {typeof(T).Name}: {json}");
}

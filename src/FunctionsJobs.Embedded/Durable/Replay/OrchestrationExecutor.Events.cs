using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <content>What comes to the code, one event after the other.</content>
internal sealed partial class OrchestrationExecutor
{
    private bool StartOnce()
    {
        if (_main is not null)
        {
            return false;
        }

        _beganAt = Now;
        try
        {
            _main = _code(_context);
        }
        catch (Exception e)
        {
            _main = Task.FromException<string?>(e);
        }

        Drain();
        if (!_main.IsCompleted)
        {
            _ = _main.ContinueWith(
                static (_, executor) => ((OrchestrationExecutor)executor!).OnReturn(),
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        return true;
    }

    // Code that left its thread and returned there has posted nothing that would show it.
    private void OnReturn()
    {
        if (!_thread.IsActive && !_sawReturn)
        {
            OnGuardFault(OrchestratorFaults.ForeignAwait(_instance.Name));
        }
    }

    private bool Concerns(HistoryEvent e) => e switch
    {
        TaskCompleted or TaskFailed => _open.TryGetValue(e.TaskId, out var call) && call is { Activity: not null, HasEnded: false },
        TimerFired fired => _open.TryGetValue(e.TaskId, out var task) && task is OpenTimer timer && timer.FireAt == (fired.FireAt ?? timer.FireAt),
        SubOrchestrationCompleted or SubOrchestrationFailed => _open.ContainsKey(e.TaskId),
        EntityOperationCompleted or EntityOperationFailed or EntityLockGranted => _waits.ContainsKey(e.TaskId),
        ExecutionSuspended => !_suspended,
        ExecutionResumed => _suspended,
        _ => true,
    };

    private void Record(HistoryEvent e)
    {
        switch (e)
        {
            case ExecutionSuspended:
                _suspended = true;
                break;
            case ExecutionResumed:
                _suspended = false;
                while (_heldEvents is not null && _heldEvents.TryDequeue(out var held))
                {
                    Play(held);
                }

                break;
            default:
                if (e is TaskCompleted or TaskFailed && _open.TryGetValue(e.TaskId, out var call) && call is { Activity: not null, HasEnded: false })
                {
                    call.HasEnded = true;
                    _openActivities--;
                }

                if (_suspended)
                {
                    (_heldEvents ??= new Queue<HistoryEvent>()).Enqueue(e);
                }
                else
                {
                    Play(e);
                }

                break;
        }
    }

    private void Play(HistoryEvent e)
    {
        switch (e)
        {
            case TaskCompleted completed:
                Close(e)?.Complete(completed.Result);
                break;
            case SubOrchestrationCompleted completed:
                Close(e)?.Complete(completed.Result);
                break;
            case TimerFired:
                Close(e)?.Complete(null);
                break;
            case TaskFailed failed:
                Close(e, failed.Failure)?.Fail(failed.Failure);
                break;
            case SubOrchestrationFailed failed:
                Close(e, failed.Failure)?.Fail(failed.Failure);
                break;
            case EntityOperationCompleted completed:
                EndWait(e)?.Complete(completed.Result);
                break;
            case EntityOperationFailed failed:
                EndWait(e, failed.Failure)?.Fail(failed.Failure);
                break;
            case EntityLockGranted:
                EndWait(e)?.Complete(null);
                break;
            case EventRaised raised when _next is not null:
                _next.CarriedEvents.Add(raised);
                break;
            case EventRaised raised:
                _events.Raise(raised.Name, raised.Payload);
                break;
            case OrchestratorStarted or ExecutionRewound:
                break;
            default:
                throw new InvalidOperationException($"Event {e.Type} does not come to an orchestrator.");
        }

        Drain();
    }

    private OpenTask? Close(HistoryEvent e, Failure? failure = null) => _open.Remove(e.TaskId, out var task) ? NoteEnd(task, failure) : null;

    private OpenTask? EndWait(HistoryEvent e, Failure? failure = null) => _waits.Remove(e.TaskId, out var wait) ? NoteEnd(wait, failure) : null;

    private OpenTask NoteEnd(OpenTask task, Failure? failure)
    {
        if (task.Origin is { } origin && !IsReplaying)
        {
            (_ended ??= []).Add(new EndedTask(origin, task.BeganAt, failure));
        }

        return task;
    }

    private void Drain()
    {
        try
        {
            _thread.Drain();
        }
        catch (Exception e)
        {
            // Only async void code lets an exception out here.
            _fault ??= e;
        }

        if (_main is { IsCompleted: true })
        {
            _context.OnCodeReturned();
        }
    }
}

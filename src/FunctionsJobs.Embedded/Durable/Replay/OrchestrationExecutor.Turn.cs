using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <content>The end of a turn: what is recorded, and where the instance stands.</content>
internal sealed partial class OrchestrationExecutor
{
    private void RunTurn(IReadOnlyList<HistoryEvent> arrived, List<HistoryRecord> records)
    {
        var started = StartOnce();
        foreach (var e in arrived)
        {
            if (Concerns(e))
            {
                records.Add(e.ToRecord(++_sequence, _turn, Now));
                Record(e);
            }
        }

        if (started && records.Count == 0 && _actions.Count == 0 && !HasEnded)
        {
            records.Add(OrchestratorStarted.Instance.ToRecord(++_sequence, _turn, Now));
        }
    }

    private TurnResult EndTurn(List<HistoryRecord> records)
    {
        _sawReturn = _main is { IsCompleted: true };
        _fault = _guardFault ?? _fault ?? (IsStuck ? OrchestratorFaults.ForeignAwait(_instance.Name) : null);

        var customStatus = _fault is null ? SerializeCustomStatus() : null;
        if (_fault is not null)
        {
            return Result(InstanceStatus.Failed, records, [], customStatus, failure: Failure.From(_fault));
        }

        // A suspended instance begins nothing: what its code did before it was suspended in this turn waits too.
        if (_suspended && !HasEnded)
        {
            return Result(InstanceStatus.Suspended, records, [], customStatus);
        }

        var actions = _actions;
        _actions = [];
        _firstUnrecordedTask = _nextTaskId;
        foreach (var action in actions)
        {
            records.Add(action.ToRecord(++_sequence, _turn, Now));
            NoteOpenActivity(action);
        }

        if (!HasEnded)
        {
            return Result(InstanceStatus.Running, records, actions, customStatus);
        }

        try
        {
            return Result(InstanceStatus.Completed, records, actions, customStatus, output: _main!.GetAwaiter().GetResult());
        }
        catch (Exception e)
        {
            return Result(InstanceStatus.Failed, records, actions, customStatus, failure: Failure.From(e));
        }
    }

    private TurnResult Result(
        string status, List<HistoryRecord> records, List<OrchestratorAction> actions, CustomStatus? customStatus, string? output = null, Failure? failure = null)
    {
        if (records.Count == 0 && _turn > 0)
        {
            // Nothing to record, so that there was no turn as far as the history is concerned.
            _turn--;
        }

        var result = new TurnResult
        {
            Status = status,
            Output = output,
            Failure = failure,
            Next = status == InstanceStatus.Completed ? _next : null,
            Records = records,
            Actions = actions,
            CancelledTimers = _suspended ? null : _cancelledTimers,
            StillbornTimers = _stillbornTimers,
            CustomStatus = customStatus,
            OpenActivities = _openActivities,
            BeganAt = _beganAt,
            Ended = _ended,
        };
        _ended = null;
        if (!_suspended)
        {
            _cancelledTimers = null;
            _stillbornTimers = null;
        }

        return result;
    }

    private void NoteOpenActivity(OrchestratorAction action)
    {
        if (action is TaskScheduled scheduled && _open.TryGetValue(scheduled.TaskId, out var call))
        {
            call.Activity = scheduled;
            _openActivities++;
        }
    }

    // Serialized anew with every turn, as a replay would do: the object may have changed since it was set.
    private CustomStatus? SerializeCustomStatus()
    {
        if (!_customStatusSet)
        {
            return null;
        }

        try
        {
            var status = _converter.Serialize(_customStatus);
            return string.Equals(status, _instance.CustomStatus, StringComparison.Ordinal) ? null : new CustomStatus(status);
        }
        catch (Exception e)
        {
            _fault ??= e;
            return null;
        }
    }
}

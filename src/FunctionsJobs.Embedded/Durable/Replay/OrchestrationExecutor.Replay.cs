using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <content>The replay: the code runs from its begin, and has to do what the history says.</content>
internal sealed partial class OrchestrationExecutor
{
    /// <summary>Repeats a history. A divergence shows in the result of the next turn.</summary>
    /// <exception cref="InvalidHistoryException">A stored event cannot be understood.</exception>
    public void Replay(IReadOnlyList<HistoryRecord> history)
    {
        if (history.Count > 0)
        {
            _lastStored = (history[^1].Sequence, history[^1].Turn);
            var outer = _thread.Enter();
            IsReplaying = true;
            try
            {
                ReplayTurns(history);
            }
            finally
            {
                IsReplaying = false;
                _thread.Leave(outer);
            }
        }
    }

    // The code cannot take them, but what came is not lost for an instance that is rewound later.
    private void Keep(IReadOnlyList<HistoryEvent> arrived, List<HistoryRecord> records)
    {
        (_sequence, _turn) = (_lastStored.Sequence, _lastStored.Turn + 1);
        records.AddRange(arrived.Select(e => e.ToRecord(++_sequence, _turn, Now)));
    }

    private void ReplayTurns(IReadOnlyList<HistoryRecord> history)
    {
        var recorded = new List<OrchestratorAction>();
        for (var i = 0; i < history.Count && _fault is null;)
        {
            _turn = history[i].Turn;
            Now = history[i].At;
            recorded.Clear();

            // Turn 0 holds the events that a new execution took over from the one before.
            if (_turn > 0)
            {
                StartOnce();
            }

            for (; i < history.Count && history[i].Turn == _turn; i++)
            {
                var stored = HistoryReader.Read(history[i]);
                if (stored is OrchestratorAction action)
                {
                    recorded.Add(action);
                }
                else if (HasEnded && stored is not (OrchestratorStarted or ExecutionRewound) && !IsRewound(history, i, _turn))
                {
                    _fault = _guardFault ?? (Exception)OrchestratorFaults.EarlyReturn(_instance.InstanceId, _turn - 1, stored);
                    return;
                }
                else
                {
                    Record(stored);
                }
            }

            _sequence = history[i - 1].Sequence;
            Check(recorded, goesOn: IsRewound(history, i, _turn));
        }

        if (_fault is null && HasEnded && !IsRewound(history, history.Count, _turn))
        {
            _fault = _guardFault ?? (Exception)OrchestratorFaults.EarlyReturn(_instance.InstanceId, _turn, null);
        }
    }

    // The last turn of a failed run and the turn that rewound it record less than the code may do in them: the rest comes in a later one.
    private static bool IsRewound(IReadOnlyList<HistoryRecord> history, int end, int turn) =>
        (end < history.Count && history[end].Type == HistoryEventType.ExecutionRewound) || IsRewindTurn(history, end, turn);

    private static bool IsRewindTurn(IReadOnlyList<HistoryRecord> history, int end, int turn)
    {
        for (var i = end - 1; i >= 0 && history[i].Turn == turn; i--)
        {
            if (history[i].Type == HistoryEventType.ExecutionRewound)
            {
                return true;
            }
        }

        return false;
    }

    // What the code did in a replayed turn has to be what the history says, and no less; and no more, unless it goes on behind a rewind.
    private void Check(List<OrchestratorAction> recorded, bool goesOn)
    {
        _fault = _guardFault ?? _fault;
        if (_fault is not null || _suspended)
        {
            return;
        }

        for (var i = 0; i < (goesOn ? recorded.Count : Math.Max(recorded.Count, _actions.Count)); i++)
        {
            var expected = i < recorded.Count ? recorded[i] : null;
            var actual = i < _actions.Count ? _actions[i] : null;
            if (expected is null || actual is null || !expected.IsRepeatedBy(actual))
            {
                _fault = IsStuck ? OrchestratorFaults.ForeignAwait(_instance.Name) : OrchestratorFaults.Divergence(_instance.InstanceId, _turn, expected, actual);
                return;
            }

            NoteOpenActivity(expected);
        }

        _actions.RemoveRange(0, recorded.Count);
        _firstUnrecordedTask = _actions.Count > 0 ? _actions[0].TaskId : _nextTaskId;
        _cancelledTimers = null;
        if (_actions.Count == 0)
        {
            _stillbornTimers = null;
        }
    }
}

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
                else if (HasEnded && stored is not OrchestratorStarted)
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
            Check(recorded);
        }

        if (_fault is null && HasEnded)
        {
            _fault = _guardFault ?? (Exception)OrchestratorFaults.EarlyReturn(_instance.InstanceId, _turn, null);
        }
    }

    // What the code did in a replayed turn has to be what the history says, and no less and no more.
    private void Check(List<OrchestratorAction> recorded)
    {
        _fault = _guardFault ?? _fault;
        if (_fault is not null || _suspended)
        {
            return;
        }

        for (var i = 0; i < Math.Max(recorded.Count, _actions.Count); i++)
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

        _actions.Clear();
        _firstUnrecordedTask = _nextTaskId;
        _cancelledTimers = null;
        _stillbornTimers = null;
    }
}

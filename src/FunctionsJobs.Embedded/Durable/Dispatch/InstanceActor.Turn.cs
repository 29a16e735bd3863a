using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <content>One turn: what the code makes of what has come.</content>
internal sealed partial class InstanceActor
{
    /// <param name="consumed">Receives the ids of the messages that the turn takes.</param>
    /// <returns>The step to commit; <see langword="null"/> when the instance does not change.</returns>
    private async ValueTask<TurnStep?> PrepareAsync(List<long> consumed)
    {
        ForgetFormerRun();
        DoubtMessages();
        TakeStarts();
        if (_instance is null)
        {
            _instance = await _hub.Store.GetInstanceAsync(InstanceId, withPayloads: true, CancellationToken.None);
            _liveExecution = _instance is null || HasEnded ? null : _instance.ExecutionId;
        }

        if (_instance is null || HasEnded)
        {
            return await PrepareEndedAsync(consumed);
        }

        await ReadStoredMessagesAsync();
        await RefuseRewindsAsync(consumed);
        switch (FindEnd())
        {
            case ForeignWorkItem { Fault: var fault }:
                ConsumeAll(consumed);
                return TurnStep.Fail(_instance, Failure.From(fault), consumed, _hub);
            case MessageItem { Message: var termination }:
                ConsumeAll(consumed);
                var children = Termination.IsRecursive(termination) ? await Termination.FindChildrenAsync(_hub.Store, InstanceId) : [];
                return TurnStep.Terminate(_instance, termination.Payload, children, consumed, _hub);
        }

        if (_instance.Status == InstanceStatus.Pending && !MayStart())
        {
            foreach (var item in _batch)
            {
                if (item is not StartItem)
                {
                    (_untilStart ??= []).Add(item);
                }
            }

            return null;
        }

        if (_untilStart is not null)
        {
            _batch.InsertRange(0, _untilStart);
            _untilStart = null;
        }

        if (_executor is null && _hub.Options.Versioning.FindProblem(_instance.Version) is { } mismatch)
        {
            return RefuseVersion(mismatch, consumed);
        }

        try
        {
            if (!await LoadAsync())
            {
                ConsumeAll(consumed);
                return TurnStep.Fail(_instance, OrchestratorFaults.OrchestratorNotFound(_instance.Name, _instance.Version), consumed, _hub);
            }

            var events = TakeEvents(consumed);
            var result = _executor!.TakeTurn(TimeOf(events), events);
            return TurnStep.Of(_instance, result, consumed, _hub);
        }
        catch (InvalidHistoryException e)
        {
            ConsumeAll(consumed);
            return TurnStep.Fail(_instance, Failure.From(e), consumed, _hub);
        }
    }

    // When the clock was set back since a timer became due, its code must not see an earlier time than it waited for.
    private DateTime TimeOf(List<HistoryEvent> events)
    {
        var time = _hub.Now;
        foreach (var arrived in events)
        {
            if (arrived is TimerFired { FireAt: { } fireAt } && fireAt > time)
            {
                time = fireAt;
            }
        }

        return time;
    }

    private bool MayStart()
    {
        if (_mayStart && _instance!.StartAt is { } startAt && startAt > _hub.Now)
        {
            _mayStart = false;
            _hub.Timers.Add(new TimerEntry { DueAt = startAt, Target = InstanceId, MessageId = 0, TaskId = -1 });
        }

        return _mayStart;
    }

    // What is left waiting stays in the store as it is: a host of another version takes it up at its start.
    private TurnStep? RefuseVersion(Failure mismatch, List<long> consumed)
    {
        if (_hub.Options.Versioning.Failure == VersionFailureStrategy.Fail)
        {
            ConsumeAll(consumed);
            return TurnStep.Fail(_instance!, mismatch, consumed, _hub);
        }

        DispatchLog.VersionRejected(_hub.Logger, InstanceId, _instance!.Name, mismatch.ErrorMessage);
        _batch.RemoveAll(static item => item is not ActivityEndItem);
        _batch.ForEach(item => Consume(item, consumed));
        _batch.Clear();
        _mayStart = false;
        Unload();
        return null;
    }

    // Returns false when there is no such orchestrator.
    private async ValueTask<bool> LoadAsync()
    {
        if (_executor is not null)
        {
            return true;
        }

        var instance = _instance!;
        var code = _hub.Catalog.FindOrchestrator(instance.Name, instance.Version);
        if (code is null)
        {
            return false;
        }

        var executor = new OrchestrationExecutor(instance, code, _hub.Catalog.DataConverter, _hub.Loggers, _hub.Options, _hub.ReportForeignWork);
        _watched = executor;
        if (!_isNew)
        {
            executor.Replay(await _hub.Store.ReadHistoryAsync(instance.Key, CancellationToken.None));
        }
        else if (_carriedEvents is not null)
        {
            executor.CarryOver(_carriedEvents);
        }

        _isNew = false;
        _carriedEvents = null;
        _executor = executor;
        if (!_openActivitiesRun && !executor.IsFaulted)
        {
            foreach (var scheduled in executor.OpenActivities)
            {
                Run(scheduled);
            }
        }

        _openActivitiesRun = true;
        return true;
    }
}

using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <content>Going on after a failure.</content>
internal sealed partial class InstanceActor
{
    // Clients to be told when the turn is committed.
    private readonly List<RewindItem> _rewinds = [];

    // There is no such instance, or it has ended: nothing concerns it but a request to go on.
    private async ValueTask<TurnStep?> PrepareEndedAsync(List<long> consumed)
    {
        await ReadStoredMessagesAsync();
        var requests = _batch.OfType<RewindItem>().ToList();
        var calls = TakeRewindCalls();
        ConsumeAll(consumed);
        if (requests.Count == 0 && calls.Count == 0)
        {
            return null;
        }

        var isCalled = _instance?.Status is InstanceStatus.Failed or InstanceStatus.Terminated && calls.Exists(call => call.Caller == _instance.Parent);
        if (!isCalled && (requests.Count == 0 || _instance?.Status != InstanceStatus.Failed))
        {
            requests.ForEach(request => request.End(_instance is null ? RewindResult.NotFound : RewindResult.NotFailed(_instance.Status)));
            await AnswerAsync(calls, consumed);
            return null;
        }

        _rewinds.AddRange(requests);
        var (rewound, problem) = await RewindAsync(isCalled ? calls[0].Reason : requests[0].Reason);
        if (rewound is null)
        {
            _rewinds.Clear();
            DropCode();
            requests.ForEach(request => request.End(new RewindResult(true, problem!.ErrorMessage)));
            var answers = calls.Select(call => SubOrchestrationEnd.Message(call.Caller, null, problem)).ToList();
            await CommitAnswersAsync(answers, consumed);
            return null;
        }

        DispatchLog.InstanceRewound(_hub.Logger, InstanceId, _instance!.Name, rewound.Reason ?? "");
        return TurnStep.Rewind(_instance, rewound, AnswersTo(calls), consumed, _hub);
    }

    // The instance runs: there is nothing to rewind.
    private async ValueTask RefuseRewindsAsync(List<long> consumed)
    {
        for (var i = _batch.Count - 1; i >= 0; i--)
        {
            if (_batch[i] is RewindItem request)
            {
                request.End(RewindResult.NotFailed(_instance!.Status));
                _batch.RemoveAt(i);
            }
        }

        var calls = TakeRewindCalls();
        if (calls.Count > 0)
        {
            await AnswerAsync(calls, consumed);
        }
    }

    // Takes them out of the batch, except for being consumed.
    private List<(long MessageId, ParentLink Caller, string? Reason)> TakeRewindCalls()
    {
        var calls = new List<(long, ParentLink, string?)>();
        foreach (var item in _batch)
        {
            if (item is MessageItem { Message: { Kind: MessageKind.ExecutionRewound } message })
            {
                calls.Add((message.Id, Rewinding.CallerOf(message), message.Payload));
            }
        }

        return calls;
    }

    private List<MessageRecord> AnswersTo(List<(long MessageId, ParentLink Caller, string? Reason)> calls) =>
        [.. calls.Select(call => Rewinding.Answer(InstanceId, _instance, call.Caller)).OfType<MessageRecord>()];

    private Task AnswerAsync(List<(long MessageId, ParentLink Caller, string? Reason)> calls, List<long> consumed) =>
        CommitAnswersAsync(AnswersTo(calls), HasEnded || _instance is null ? consumed : [.. calls.Select(call => call.MessageId)]);

    private async Task CommitAnswersAsync(List<MessageRecord> answers, List<long> consumed)
    {
        if (answers.Count == 0)
        {
            return;
        }

        await _hub.CommitAsync(new TaskHubStep { Enqueue = answers, Dequeue = consumed.ToArray() });
        answers.ForEach(_hub.Deliver);
    }

    private async ValueTask<(RewoundHistory? Rewound, Failure? Problem)> RewindAsync(string? reason)
    {
        var instance = _instance!;
        if (_hub.Catalog.FindOrchestrator(instance.Name, instance.Version) is not { } code)
        {
            return (null, OrchestratorFaults.OrchestratorNotFound(instance.Name, instance.Version));
        }

        try
        {
            var history = await _hub.Store.ReadHistoryAsync(instance.Key, CancellationToken.None);
            return (RewoundHistory.Of(history, reason, _hub.Now, Replay), null);
        }
        catch (InvalidHistoryException e)
        {
            return (null, Failure.From(e));
        }

        OrchestrationExecutor Replay(IReadOnlyList<HistoryRecord> records)
        {
            // A trial: where its code goes afterwards concerns nobody.
            DropCode();
            var trial = new OrchestrationExecutor(instance, code, _hub.Catalog.DataConverter, _hub.Loggers, _hub.Options, static (_, _, _) => { });
            _watched = trial;
            trial.Replay(records);
            return trial;
        }
    }

    // After the commit. The turn that follows runs the code, and what is open.
    private void GoOnAfterRewind()
    {
        _liveExecution = _instance!.ExecutionId;
        DropCode();
        _isNew = false;
        _openActivitiesRun = false;
        _mayStart = true;
        _again = true;
    }

    // The code did not come back from a trial.
    private void GiveUpRewinds(IEnumerable<InboxItem> left, Exception fault)
    {
        foreach (var request in left.OfType<RewindItem>().Concat(_rewinds))
        {
            request.End(new RewindResult(true, fault.Message));
        }
    }

    private void EndRewinds(bool applied)
    {
        if (_rewinds.Count > 0)
        {
            _rewinds.ForEach(request => request.End(applied ? RewindResult.Rewound : RewindResult.NotFound));
            _rewinds.Clear();
        }
    }
}

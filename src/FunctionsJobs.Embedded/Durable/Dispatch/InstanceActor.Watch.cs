using FunctionsJobs.Embedded.Durable.Replay;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <content>Code that does not come back.</content>
internal sealed partial class InstanceActor
{
    // Read by the watch, on its own thread.
    private volatile OrchestrationExecutor? _watched;

    /// <summary>Looks whether the instance's code takes too long, and gives the turn up when nothing else helps.</summary>
    public void Look(TimeSpan limit)
    {
        if (_watched?.Look(limit) is { } fault)
        {
            GiveUp(fault);
        }
    }

    private void DropCode()
    {
        (_executor ?? _watched)?.Drop(_hub.Logger);
        _executor = null;
        _watched = null;
    }

    // The turn's thread is inside of the code, and touches nothing of this actor when it comes back. Another actor fails the instance.
    private void GiveUp(Exception fault)
    {
        List<InboxItem> left;
        lock (_lock)
        {
            _removed = true;
            left = [.. _batch, .. _inbox];
        }

        GiveUpRewinds(left, fault);
        DispatchLog.TurnGivenUp(_hub.Logger, InstanceId, _instance!.Name);
        _watched = null;
        _liveExecution = null;
        _hub.Remove(this);
        _hub.Deliver(InstanceId, new ForeignWorkItem(_instance.ExecutionId, fault));
        foreach (var item in left)
        {
            if (item is MessageItem or StoredMessageItem or TimerItem)
            {
                _hub.Deliver(InstanceId, item);
            }
        }

        _hub.Gate.Leave();
        _hub.Gate.End();
        if (left.Count(item => item is StartItem) is > 0 and var starts)
        {
            _hub.Starts.Started(starts);
        }
    }
}

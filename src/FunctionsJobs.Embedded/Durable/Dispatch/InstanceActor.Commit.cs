using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Telemetry;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <content>What follows from the commit of a turn.</content>
internal sealed partial class InstanceActor
{
    private TurnStep FailTooLarge(PayloadTooLargeException cause, List<long> consumed)
    {
        DispatchLog.PayloadTooLarge(_hub.Logger, cause, InstanceId, _instance!.Name);
        return TurnStep.Fail(_instance, Failure.From(cause), consumed, _hub);
    }

    // After the commit.
    private void Conclude(TurnStep turn, StepResult result)
    {
        if (result.Applied)
        {
            _hub.Metrics.OnTurn(_instance!, turn.Update);
            if (DurableSource.IsHeard && _instance!.TraceParent is not null)
            {
                TurnSpans.Write(_instance, turn);
            }

            Apply(turn.Update, turn);
            Follow(turn, result);
        }
        else
        {
            // Purged or replaced in the meantime.
            _liveExecution = null;
            Unload();
        }

        EndRewinds(result.Applied);
    }

    private void Apply(InstanceUpdate update, TurnStep turn)
    {
        var instance = _instance!;
        if (instance.Status == InstanceStatus.Pending)
        {
            _hub.Starts.Forget(InstanceId);
        }

        instance.Status = update.Status;
        instance.LastUpdatedAt = update.LastUpdatedAt;
        instance.CompletedAt = update.CompletedAt;
        instance.OpenActivities = update.OpenActivities;
        instance.Output = update.Output;
        instance.Failure = update.Failure;
        if (update.CustomStatusChanged)
        {
            instance.CustomStatus = update.CustomStatus;
        }

        if (turn.IsRewind)
        {
            GoOnAfterRewind();
        }
        else if (update.NewExecution is { } next)
        {
            instance.ExecutionId = next.ExecutionId;
            instance.Input = next.Input;
            instance.Version = next.Version;
            _liveExecution = next.ExecutionId;
            DropCode();
            _isNew = true;
            _mayStart = true;
            _carriedEvents = turn.Result!.Next!.CarriedEvents;
            _again = true;
        }
        else if (HasEnded)
        {
            _liveExecution = null;
            DropCode();
        }
    }

    private void Follow(TurnStep turn, StepResult result)
    {
        var step = turn.Step;
        for (var i = 0; i < step.Enqueue.Count; i++)
        {
            _hub.Deliver(step.Enqueue[i]);
        }

        for (var i = 0; i < step.Create.Count; i++)
        {
            var child = step.Create[i];
            if (result.Created[i] is { } status)
            {
                if (!turn.IsRewind)
                {
                    DispatchLog.SubOrchestrationRefused(_hub.Logger, InstanceId, child.Instance.InstanceId, status);
                }

                _hub.Deliver(child.IfRefused!);
            }
            else
            {
                _hub.Start(child.Instance);
            }
        }

        if (turn.Result is { } played)
        {
            foreach (var action in played.Actions)
            {
                if (action is TaskScheduled scheduled)
                {
                    Run(scheduled);
                }
            }
        }

        if (turn.Update.Failure is not null)
        {
            LogFailure(turn.Update.Failure);
        }

        if (_instance!.Status != InstanceStatus.Pending)
        {
            _hub.Waiters.Tell(_instance);
        }
    }

    private void Run(TaskScheduled scheduled)
    {
        _activities++;
        _hub.Activities.Add(new ActivityWork(_hub.Activities, this, _instance!.ExecutionId, SpanIds.TraceParent(_instance, scheduled.TaskId), scheduled, _hub.Metrics.Mark()));
    }

    private void LogFailure(string failure)
    {
        var details = Failure.FromJson(failure);
        DispatchLog.OrchestrationFailed(_hub.Logger, InstanceId, _instance!.Name, details.ErrorType, details.ErrorMessage);
    }
}

using System.Diagnostics;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>
/// Writes the spans of what a turn has ended, after its commit: each once, however often the code is replayed and whatever process the task
/// began in. Only a process that ends between the commit and the writing leaves some out.
/// </summary>
internal static class TurnSpans
{
    /// <param name="instance">The instance as it was before the turn was applied.</param>
    /// <param name="turn">Committed.</param>
    public static void Write(InstanceRecord instance, TurnStep turn)
    {
        // A rewind ends nothing: the execution goes on under its id.
        if (turn.IsRewind)
        {
            return;
        }

        var now = turn.Update.LastUpdatedAt;
        var parent = SpanIds.TraceParent(instance, SpanIds.Orchestration);
        foreach (var task in turn.Result?.Ended ?? [])
        {
            WriteTask(instance, parent, task, now);
        }

        foreach (var action in turn.Result?.Actions ?? [])
        {
            WriteSent(instance, parent, action, now);
        }

        if (turn.Update.NewExecution is not null)
        {
            WriteOrchestration(instance, turn, "ContinuedAsNew");
        }
        else if (InstanceStatus.IsTerminal(turn.Update.Status))
        {
            WriteOrchestration(instance, turn, turn.Update.Status);
        }
    }

    private static void WriteOrchestration(InstanceRecord instance, TurnStep turn, string status)
    {
        var span = DurableSource.Start(
            DurableSource.SpanName(DurableTags.Orchestration, instance.Name, instance.Version),
            ActivityKind.Server,
            instance.TraceParent,
            turn.Result?.BeganAt ?? instance.CreatedAt);
        if (span is null)
        {
            return;
        }

        DurableSource.Describe(span, DurableTags.Orchestration, instance.Name, instance.Version, instance.InstanceId);
        span.SetTag(DurableTags.Status, status);
        if (turn.Update.Failure is { } failure)
        {
            span.Fail(Failure.FromJson(failure).ErrorMessage);
        }

        End(span, SpanIds.Of(instance.ExecutionId, SpanIds.Orchestration), turn.Update.LastUpdatedAt);
    }

    private static void WriteTask(InstanceRecord instance, string? parent, EndedTask task, DateTime now)
    {
        var span = task.Action switch
        {
            TaskScheduled call => Start(instance, parent, task, ActivityKind.Client, DurableTags.Activity, call.Name, call.Version),
            SubOrchestrationCreated call => Start(instance, parent, task, ActivityKind.Client, DurableTags.Orchestration, call.Name, call.Version),
            TimerCreated timer => DurableSource
                .Start($"{DurableTags.Orchestration}:{instance.Name}:{DurableTags.Timer}", ActivityKind.Internal, parent, task.BeganAt)
                ?.SetTag(DurableTags.Type, DurableTags.Timer).SetTag(DurableTags.Name, instance.Name).SetTag(DurableTags.InstanceId, instance.InstanceId)
                .SetTag(DurableTags.FireAt, timer.FireAt.ToString("o")).SetTag(DurableTags.TaskId, timer.TaskId),
            EntityOperationCalled call => StartEntity(parent, call.EntityId, call.Operation, ActivityKind.Client, DurableTags.CallEntity, task.BeganAt),
            _ => null,
        };
        if (span is null)
        {
            return;
        }

        if (task.Failure is { } failure)
        {
            span.Fail(failure.ErrorMessage);
        }

        End(span, SpanIds.Of(instance.ExecutionId, task.Action.TaskId), now);
    }

    private static void WriteSent(InstanceRecord instance, string? parent, OrchestratorAction action, DateTime now)
    {
        var span = action switch
        {
            EventSent sent => DurableSource.Start(DurableSource.SpanName("orchestration_event", sent.Name, ""), ActivityKind.Producer, parent, now)
                ?.SetTag(DurableTags.Type, DurableTags.Event).SetTag(DurableTags.Name, sent.Name).SetTag(DurableTags.InstanceId, instance.InstanceId)
                .SetTag(DurableTags.ExecutionId, instance.ExecutionId).SetTag(DurableTags.Target, sent.InstanceId),
            EntityOperationSignaled signal => StartEntity(parent, signal.EntityId, signal.Operation, ActivityKind.Producer, DurableTags.SignalEntity, now)
                ?.SetTag(DurableTags.ScheduledTime, signal.SignalTime?.ToString("o")),
            _ => null,
        };
        if (span is not null)
        {
            End(span, SpanIds.Of(instance.ExecutionId, action.TaskId), now);
        }
    }

    private static Activity? Start(
        InstanceRecord instance, string? parent, EndedTask task, ActivityKind kind, string type, string name, string version)
    {
        var span = DurableSource.Start(DurableSource.SpanName(type, name, version), kind, parent, task.BeganAt);
        if (span is not null)
        {
            DurableSource.Describe(span, type, name, version, instance.InstanceId);
            span.SetTag(DurableTags.TaskId, task.Action.TaskId);
        }

        return span;
    }

    private static Activity? StartEntity(string? parent, string entityId, string operation, ActivityKind kind, string operationKind, DateTime startUtc)
        => DurableSource.Start(DurableSource.EntitySpanName(EntityInstanceId.FromString(entityId).Name, operation), kind, parent, startUtc)
            ?.SetTag(DurableTags.Type, DurableTags.Entity).SetTag(DurableTags.Operation, operationKind).SetTag(DurableTags.Target, entityId);

    private static void End(Activity span, string spanId, DateTime endUtc)
    {
        SpanIds.Set(span, spanId);
        span.SetEndTime(DateTime.SpecifyKind(endUtc, DateTimeKind.Utc));
        span.Stop();
    }
}

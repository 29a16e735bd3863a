using System.Diagnostics;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Hosting.Logging;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Telemetry;

/// <summary>The source of the spans of orchestrations, activities and entities. Costs one comparison while nobody listens.</summary>
internal static class DurableSource
{
    /// <summary>As in the Durable Task Framework, so that what listens to one hears the other.</summary>
    public const string Name = "DurableTask.Core";

    private static readonly ActivitySource s_source = new(Name);

    /// <summary>Whether somebody listens.</summary>
    public static bool IsHeard => s_source.HasListeners();

    /// <summary>A client starts an instance, which goes on with the span's context.</summary>
    public static Activity? StartCreation(InstanceRecord instance)
    {
        var span = s_source.StartActivity(SpanName("create_orchestration", instance.Name, instance.Version), ActivityKind.Producer);
        if (span is not null)
        {
            Describe(span, DurableTags.Orchestration, instance.Name, instance.Version, instance.InstanceId);
            span.SetTag(DurableTags.ExecutionId, instance.ExecutionId);
            instance.TraceParent = span.Id;
        }

        return span;
    }

    /// <summary>A client raises an event.</summary>
    public static Activity? StartEvent(string targetId, string eventName)
        => s_source.StartActivity(SpanName("orchestration_event", eventName, ""), ActivityKind.Producer)
            ?.SetTag(DurableTags.Type, DurableTags.Event).SetTag(DurableTags.Name, eventName).SetTag(DurableTags.Target, targetId);

    /// <summary>A client sends an operation to an entity.</summary>
    public static Activity? StartSignal(EntityInstanceId target, string operation, DateTime? signalTime)
        => s_source.StartActivity(EntitySpanName(target.Name, operation), ActivityKind.Producer)
            ?.SetTag(DurableTags.Type, DurableTags.Entity).SetTag(DurableTags.Operation, DurableTags.SignalEntity)
            .SetTag(DurableTags.Target, target.ToString()).SetTag(DurableTags.ScheduledTime, signalTime?.ToString("o"));

    /// <summary>An entity runs an operation.</summary>
    public static Activity? StartOperation(EntityInstanceId entity, EntityOperation operation)
    {
        if (!IsHeard)
        {
            return null;
        }

        var isSignal = operation.Caller is null;
        return Start(EntitySpanName(entity.Name, operation.Name), isSignal ? ActivityKind.Consumer : ActivityKind.Server, operation.TraceParent, null)
            ?.SetTag(DurableTags.Type, DurableTags.Entity)
            .SetTag(DurableTags.Operation, isSignal ? DurableTags.SignalEntity : DurableTags.CallEntity)
            .SetTag(DurableTags.InstanceId, entity.ToString());
    }

    /// <summary>An activity runs.</summary>
    public static Activity? StartRun(string name, string version, string instanceId, int taskId, string? traceParent)
    {
        if (!IsHeard)
        {
            return null;
        }

        var span = Start(SpanName(DurableTags.Activity, name, version), ActivityKind.Server, traceParent, null);
        if (span is not null)
        {
            Describe(span, DurableTags.Activity, name, version, instanceId);
            span.SetTag(DurableTags.TaskId, taskId);
        }

        return span;
    }

    /// <summary>Starts a span under a stored parent. What has none was begun when nobody listened, and gets none.</summary>
    public static Activity? Start(string name, ActivityKind kind, string? traceParent, DateTime? startUtc)
        => ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? s_source.StartActivity(name, kind, parent, startTime: startUtc is { } start ? new DateTimeOffset(DateTime.SpecifyKind(start, DateTimeKind.Utc)) : default)
            : null;

    public static void Describe(Activity span, string type, string name, string version, string instanceId)
    {
        span.SetTag(DurableTags.Type, type).SetTag(DurableTags.Name, name).SetTag(DurableTags.InstanceId, instanceId);
        if (version.Length > 0)
        {
            span.SetTag(DurableTags.Version, version);
        }
    }

    /// <summary>Marks a span as failed. Messages may quote links, whose keys are nobody's business.</summary>
    public static void Fail(this Activity span, string message) => span.SetStatus(ActivityStatusCode.Error, SecretScrubber.Scrub(message));

    public static string SpanName(string kind, string name, string version) => version.Length == 0 ? $"{kind}:{name}" : $"{kind}:{name}@({version})";

    public static string EntitySpanName(string entity, string operation) => $"{DurableTags.Entity}:{entity}:{operation}";
}

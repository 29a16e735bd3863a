using System.Diagnostics;
using System.Text.Json;
using DurableTask.Core.History;
using FunctionsJobs.Embedded.Durable.History;
using CoreEvent = DurableTask.Core.History.HistoryEvent;
using CoreFailure = DurableTask.Core.FailureDetails;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// The <c>historyEvents</c> of a status: what happened, without the turns of the orchestrator, and with the call of a task folded into its end.
/// </summary>
/// <remarks>Failures are told by type and message; the real host adds the stack trace.</remarks>
/// <param name="events">The history.</param>
/// <param name="showOutput">Whether results are shown.</param>
internal sealed class HistoryView(IList<CoreEvent> events, bool showOutput)
{
    private readonly Dictionary<int, CoreEvent> _calls = events.Where(IsCall).ToDictionary(call => call.EventId);
    private readonly HashSet<int> _ended = [.. events.Select(TaskOf).OfType<int>()];

    /// <summary>Writes the member.</summary>
    /// <param name="writer">Stands in the object of the status.</param>
    /// <param name="showInput">Whether inputs are shown, as the texts they are stored as.</param>
    public void Write(Utf8JsonWriter writer, bool showInput)
    {
        writer.WriteStartArray("historyEvents"u8);
        foreach (var shown in events)
        {
            if (shown is not (OrchestratorStartedEvent or OrchestratorCompletedEvent) && !(IsCall(shown) && _ended.Contains(shown.EventId)))
            {
                writer.WriteStartObject();
                writer.WriteString("EventType"u8, shown.EventType.ToString());
                WriteMembers(writer, shown, showInput);
                writer.WriteString("Timestamp"u8, shown.Timestamp);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    private static bool IsCall(CoreEvent shown) => shown is TaskScheduledEvent or SubOrchestrationInstanceCreatedEvent;

    private static int? TaskOf(CoreEvent shown) => shown switch
    {
        TaskCompletedEvent end => end.TaskScheduledId,
        TaskFailedEvent end => end.TaskScheduledId,
        SubOrchestrationInstanceCompletedEvent end => end.TaskScheduledId,
        SubOrchestrationInstanceFailedEvent end => end.TaskScheduledId,
        _ => null,
    };

    private void WriteMembers(Utf8JsonWriter writer, CoreEvent shown, bool showInput)
    {
        switch (shown)
        {
            case ExecutionStartedEvent e:
                writer.WriteString("FunctionName"u8, e.Name);
                WriteText(writer, "Input", showInput ? e.Input : null);
                break;
            case ExecutionCompletedEvent e:
                writer.WriteString("OrchestrationStatus"u8, e.OrchestrationStatus.ToString());
                WriteResult(writer, e.Result);
                break;
            case TaskCompletedEvent e:
                WriteCall(writer, e.TaskScheduledId, showInput);
                WriteResult(writer, e.Result);
                break;
            case SubOrchestrationInstanceCompletedEvent e:
                WriteCall(writer, e.TaskScheduledId, showInput);
                WriteResult(writer, e.Result);
                break;
            case TaskFailedEvent e:
                WriteCall(writer, e.TaskScheduledId, showInput);
                WriteFailure(writer, e.FailureDetails!);
                break;
            case SubOrchestrationInstanceFailedEvent e:
                WriteCall(writer, e.TaskScheduledId, showInput);
                WriteFailure(writer, e.FailureDetails!);
                break;
            case TaskScheduledEvent e:
                WriteText(writer, "Name", e.Name);
                WriteText(writer, "Input", showInput ? e.Input : null);
                break;
            case SubOrchestrationInstanceCreatedEvent e:
                WriteText(writer, "Name", e.Name);
                WriteText(writer, "InstanceId", e.InstanceId);
                WriteText(writer, "Input", showInput ? e.Input : null);
                break;
            default:
                WriteRest(writer, shown, showInput);
                break;
        }
    }

    private static void WriteRest(Utf8JsonWriter writer, CoreEvent shown, bool showInput)
    {
        switch (shown)
        {
            case TimerCreatedEvent e:
                writer.WriteString("FireAt"u8, e.FireAt);
                break;
            case TimerFiredEvent e:
                writer.WriteString("FireAt"u8, e.FireAt);
                break;
            case EventRaisedEvent e:
                WriteText(writer, "Name", e.Name);
                WriteText(writer, "Input", showInput ? e.Input : null);
                break;
            case EventSentEvent e:
                WriteText(writer, "InstanceId", e.InstanceId);
                WriteText(writer, "Name", e.Name);
                WriteText(writer, "Input", showInput ? e.Input : null);
                break;
            case ExecutionTerminatedEvent e:
                WriteText(writer, "Input", showInput ? e.Input : null);
                break;
            case ExecutionSuspendedEvent e:
                WriteText(writer, "Reason", e.Reason);
                break;
            case ExecutionResumedEvent e:
                WriteText(writer, "Reason", e.Reason);
                break;
            case ExecutionRewoundEvent e:
                WriteText(writer, "Reason", e.Reason);
                break;
            default:
                throw new InvalidHistoryException($"History events of type {shown.EventType} are not shown.");
        }
    }

    private void WriteCall(Utf8JsonWriter writer, int taskId, bool showInput)
    {
        if (_calls.TryGetValue(taskId, out var call))
        {
            var (name, input) = call switch
            {
                TaskScheduledEvent activity => (activity.Name, activity.Input),
                SubOrchestrationInstanceCreatedEvent child => (child.Name, child.Input),
                _ => throw new UnreachableException(),
            };
            WriteText(writer, "FunctionName", name);
            WriteText(writer, "Input", showInput ? input : null);
            writer.WriteString("ScheduledTime"u8, call.Timestamp);
        }
    }

    private void WriteResult(Utf8JsonWriter writer, string? result)
    {
        if (showOutput)
        {
            writer.WritePropertyName("Result"u8);
            writer.WritePayload(result);
        }
    }

    private static void WriteFailure(Utf8JsonWriter writer, CoreFailure failure)
    {
        writer.WriteString("Reason"u8, failure.ErrorMessage);
        writer.WriteString("Details"u8, Text(failure));
    }

    // The failure and its causes, without stack traces.
    private static string Text(CoreFailure failure) => failure.InnerFailure is { } cause ? $"{failure} ---> {Text(cause)}" : failure.ToString();

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }
}

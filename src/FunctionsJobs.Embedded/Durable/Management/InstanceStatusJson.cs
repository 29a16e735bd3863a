using System.Text.Json;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Writes the status of an instance: the object of the status call, and the elements of the list.</summary>
internal static class InstanceStatusJson
{
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText InstanceId = JsonEncodedText.Encode("instanceId");
    private static readonly JsonEncodedText RuntimeStatus = JsonEncodedText.Encode("runtimeStatus");
    private static readonly JsonEncodedText Input = JsonEncodedText.Encode("input");
    private static readonly JsonEncodedText CustomStatus = JsonEncodedText.Encode("customStatus");
    private static readonly JsonEncodedText Output = JsonEncodedText.Encode("output");
    private static readonly JsonEncodedText CreatedTime = JsonEncodedText.Encode("createdTime");
    private static readonly JsonEncodedText LastUpdatedTime = JsonEncodedText.Encode("lastUpdatedTime");

    public static void WriteStatus(this Utf8JsonWriter writer, InstanceRecord instance, bool showInput)
    {
        writer.WriteStartObject();
        writer.WriteString(Name, instance.Name);
        writer.WriteString(InstanceId, instance.InstanceId);
        writer.WriteString(RuntimeStatus, instance.Status);
        writer.WritePropertyName(Input);
        writer.WritePayload(showInput ? instance.Input : null);
        writer.WritePropertyName(CustomStatus);
        writer.WritePayload(instance.CustomStatus);
        writer.WritePropertyName(Output);
        writer.WriteOutput(instance);
        writer.WriteTime(CreatedTime, instance.CreatedAt);
        writer.WriteTime(LastUpdatedTime, instance.LastUpdatedAt);
        writer.WriteEndObject();
    }

    /// <summary>Writes the output; that of a failed instance says what failed: <c>type: message</c>, without a stack trace.</summary>
    private static void WriteOutput(this Utf8JsonWriter writer, InstanceRecord instance)
    {
        if (instance.Failure is { } failure)
        {
            writer.WriteStringValue(FailureText(failure));
        }
        else
        {
            writer.WritePayload(instance.Output);
        }
    }

    private static string FailureText(string stored)
    {
        var failure = Failure.FromJson(stored);
        return $"{failure.ErrorType}: {failure.ErrorMessage}";
    }
}

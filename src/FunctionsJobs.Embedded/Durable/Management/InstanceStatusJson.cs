using System.Text.Json;
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

    /// <param name="writer">Gets the object.</param>
    /// <param name="instance">The instance, with payloads.</param>
    /// <param name="showInput">Whether inputs are shown.</param>
    /// <param name="history">The events to show; <see langword="null"/> for none.</param>
    public static void WriteStatus(this Utf8JsonWriter writer, InstanceRecord instance, bool showInput, HistoryView? history = null)
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
        writer.WritePayload(instance.Output);
        writer.WriteTime(CreatedTime, instance.CreatedAt);
        writer.WriteTime(LastUpdatedTime, instance.LastUpdatedAt);
        history?.Write(writer, showInput);
        writer.WriteEndObject();
    }
}

using System.Text.Json;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Writes the answer to a start: the id and the links to the instance.</summary>
internal static class CheckStatusJson
{
    /// <param name="writer">Gets the object.</param>
    /// <param name="instanceId">The instance.</param>
    /// <param name="instanceUrl">Its address, without query.</param>
    /// <param name="query">The query of every link.</param>
    public static void WriteCheckStatus(this Utf8JsonWriter writer, string instanceId, string instanceUrl, string query)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, instanceId);
        WriteLink("statusQueryGetUri"u8, "?");
        WriteLink("sendEventPostUri"u8, "/raiseEvent/{eventName}?");
        WriteLink("terminatePostUri"u8, "/terminate?reason={text}&");
        WriteLink("purgeHistoryDeleteUri"u8, "?");
        WriteLink("restartPostUri"u8, "/restart?");
        WriteLink("suspendPostUri"u8, "/suspend?reason={text}&");
        WriteLink("resumePostUri"u8, "/resume?reason={text}&");
        writer.WriteEndObject();

        void WriteLink(ReadOnlySpan<byte> name, string operation)
        {
            writer.WritePropertyName(name);
            writer.WriteStringValueSegment(instanceUrl, isFinalSegment: false);
            writer.WriteStringValueSegment(operation, isFinalSegment: false);
            writer.WriteStringValueSegment(query, isFinalSegment: true);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>The details of stored events as JSON. Reading is strict: unknown and missing members are faults.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Failure))]
[JsonSerializable(typeof(TaskScheduledDetail))]
[JsonSerializable(typeof(TimerCreatedDetail))]
[JsonSerializable(typeof(EventSentDetail))]
[JsonSerializable(typeof(SubOrchestrationCreatedDetail))]
internal sealed partial class HistoryJson : JsonSerializerContext
{
    /// <summary>Reads a detail; <see langword="null"/> when the event has none.</summary>
    public static T? Read<T>(HistoryRecord record, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return record.Detail is null ? null : JsonSerializer.Deserialize(record.Detail, type);
        }
        catch (JsonException e)
        {
            throw new InvalidHistoryException($"The detail of event {record.Sequence} ({record.Type}) cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the detail of an event that has one.</summary>
    public static T Require<T>(HistoryRecord record, JsonTypeInfo<T> type)
        where T : class =>
        Read(record, type) ?? throw new InvalidHistoryException($"Event {record.Sequence} ({record.Type}) has no detail.");
}

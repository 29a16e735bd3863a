using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What is stored of entities, their messages and events, as JSON. Reading is strict: unknown and missing members are faults.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(EntityOperationDetail))]
[JsonSerializable(typeof(EntityLockDetail))]
[JsonSerializable(typeof(EntityUnlockDetail))]
[JsonSerializable(typeof(EntityAnswerDetail))]
[JsonSerializable(typeof(EntityDetail))]
[JsonSerializable(typeof(EntityOperationCalledDetail))]
[JsonSerializable(typeof(EntityOperationSignaledDetail))]
[JsonSerializable(typeof(EntityLockRequestedDetail))]
[JsonSerializable(typeof(EntityUnlockSentDetail))]
internal sealed partial class EntityJson : JsonSerializerContext
{
    /// <summary>Reads the detail of a message that has one.</summary>
    /// <exception cref="InvalidHistoryException">It is missing, or cannot be read.</exception>
    public static T Require<T>(MessageRecord message, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return (message.Detail is null ? null : JsonSerializer.Deserialize(message.Detail, type))
                ?? throw new InvalidHistoryException($"Message {message.Id} ({message.Kind}) has no detail.");
        }
        catch (JsonException e)
        {
            throw new InvalidHistoryException($"The detail of message {message.Id} ({message.Kind}) cannot be read: {e.Message}", e);
        }
    }
}

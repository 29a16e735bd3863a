using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>Writes entities with those members that they have; reading is not supported.</summary>
internal sealed class EntityMetadataConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert == typeof(EntityMetadata)
        || (typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(EntityMetadata<>));

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var state = typeToConvert == typeof(EntityMetadata) ? typeof(SerializedData) : typeToConvert.GetGenericArguments()[0];
        return (JsonConverter)Activator.CreateInstance(typeof(Writer<,>).MakeGenericType(typeToConvert, state))!;
    }

    private sealed class Writer<TMetadata, TState> : JsonConverter<TMetadata>
        where TMetadata : EntityMetadata<TState>
    {
        public override TMetadata Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException($"{nameof(EntityMetadata)} cannot be deserialized.");

        public override void Write(Utf8JsonWriter writer, TMetadata value, JsonSerializerOptions options)
        {
            string Named(string name) => options.PropertyNamingPolicy?.ConvertName(name) ?? name;

            writer.WriteStartObject();
            writer.WriteString(Named(nameof(value.Id)), value.Id.ToString());
            writer.WriteString(Named(nameof(value.LastModifiedTime)), value.LastModifiedTime);
            if (value.BacklogQueueSize > 0)
            {
                writer.WriteNumber(Named(nameof(value.BacklogQueueSize)), value.BacklogQueueSize);
            }

            if (value.LockedBy is not null)
            {
                writer.WriteString(Named(nameof(value.LockedBy)), value.LockedBy);
            }

            if (value.IncludesState)
            {
                writer.WritePropertyName(Named(nameof(value.State)));
                if (value.State is SerializedData serialized)
                {
                    writer.WriteStringValue(serialized.Value);
                }
                else
                {
                    JsonSerializer.Serialize(writer, value.State, options);
                }
            }

            writer.WriteEndObject();
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsJobs.Lifecycle;

/// <summary>Writes a fault in its wire form, which does not depend on how a serialiser treats enums.</summary>
internal sealed class JobFaultConverter : JsonConverter<JobFault>
{
    /// <inheritdoc/>
    public override JobFault Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JobFaultWire.TryDecode(reader.GetString() ?? "", out var fault) ? fault : throw new JsonException("Not a job fault.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JobFault value, JsonSerializerOptions options) =>
        writer.WriteStringValue(JobFaultWire.Encode(value));
}

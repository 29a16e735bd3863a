using System.Text;
using System.Text.Json;
using Azure.Core.Serialization;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Hosting.Durable;

/// <summary>Durable payloads by the worker's serializer, as inside a real function app.</summary>
internal sealed class WorkerDataConverter(ObjectSerializer serializer) : DataConverter
{
    private readonly JsonSerializerOptions? _json = (serializer as DefaultJsonSerializer)?.Options;

    public override object? Deserialize(string? data, Type targetType)
    {
        if (data is null)
        {
            return null;
        }

        if (_json is not null)
        {
            return JsonSerializer.Deserialize(data, targetType, _json);
        }

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(data), writable: false);
        return serializer.Deserialize(stream, targetType, CancellationToken.None);
    }

    public override string? Serialize(object? value)
        => value is null ? null
            : _json is not null ? JsonSerializer.Serialize(value, value.GetType(), _json)
            : serializer.Serialize(value, value.GetType(), CancellationToken.None).ToString();
}

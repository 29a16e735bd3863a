using System.Text.Json;
using Azure.Core.Serialization;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>The worker's serializer when the app sets none; its options are known, so that durable payloads need no detour over bytes.</summary>
internal sealed class DefaultJsonSerializer(JsonSerializerOptions options) : JsonObjectSerializer(options)
{
    public JsonSerializerOptions Options { get; } = options;
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace FunctionsJobs.Tests.Http;

public sealed record SampleBody
{
    public required string Name { get; init; }

    public int Count { get; init; }

    public SampleItem? Options { get; init; }

    public IReadOnlyList<SampleItem>? Items { get; init; }
}

public sealed record SampleItem
{
    public required string Id { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, PropertyNameCaseInsensitive = false)]
[JsonSerializable(typeof(SampleBody))]
internal sealed partial class SampleJson : JsonSerializerContext;

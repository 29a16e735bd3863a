using System.Text.Json.Serialization;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>The details of stored messages as JSON. Reading is strict: unknown and missing members are faults.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SubOrchestrationEnd))]
[JsonSerializable(typeof(TerminationDetail))]
[JsonSerializable(typeof(RewindDetail))]
internal sealed partial class MessageJson : JsonSerializerContext;

using System.Collections.Immutable;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>Instances as clients see them.</summary>
internal static class InstanceMetadata
{
    /// <param name="instance">The instance as stored.</param>
    /// <param name="withPayloads">Whether input, output, custom status and failure are shown.</param>
    /// <param name="converter">Reads the payloads.</param>
    public static OrchestrationMetadata Of(InstanceRecord instance, bool withPayloads, DataConverter converter) => new(instance.Name, instance.InstanceId)
    {
        DataConverter = withPayloads ? converter : null,
        RuntimeStatus = StatusOf(instance.Status),
        CreatedAt = new DateTimeOffset(instance.CreatedAt),
        LastUpdatedAt = new DateTimeOffset(instance.LastUpdatedAt),
        SerializedInput = withPayloads ? instance.Input : null,
        SerializedOutput = withPayloads ? instance.Output : null,
        SerializedCustomStatus = withPayloads ? instance.CustomStatus : null,
        FailureDetails = withPayloads && instance.Failure is { } failure ? Failure.FromJson(failure).ToDetails() : null,
        Tags = instance.Tags ?? ImmutableDictionary<string, string>.Empty,
    };

    public static OrchestrationRuntimeStatus StatusOf(string status) => status switch
    {
        InstanceStatus.Pending => OrchestrationRuntimeStatus.Pending,
        InstanceStatus.Running => OrchestrationRuntimeStatus.Running,
        InstanceStatus.Suspended => OrchestrationRuntimeStatus.Suspended,
        InstanceStatus.Completed => OrchestrationRuntimeStatus.Completed,
        InstanceStatus.Failed => OrchestrationRuntimeStatus.Failed,
        InstanceStatus.Terminated => OrchestrationRuntimeStatus.Terminated,
        _ => throw new InvalidOperationException($"The instance status '{status}' is unknown."),
    };
}

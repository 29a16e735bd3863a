using System.Text.Json;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Dispatch;

/// <summary>Messages that terminate an instance, and on request its sub-orchestrations.</summary>
internal static class Termination
{
    private const int PageSize = 1_000;

    /// <summary>What the parent of a terminated sub-orchestration is told.</summary>
    public static Failure Failure { get; } = new()
    {
        ErrorType = "OrchestrationTerminated",
        ErrorMessage = "The sub-orchestration was terminated.",
    };

    public static MessageRecord Message(string instanceId, string? output, bool recursive) => new()
    {
        Target = instanceId,
        Kind = MessageKind.ExecutionTerminated,
        Payload = output,
        Detail = recursive ? JsonSerializer.Serialize(new TerminationDetail { Recursive = true }, MessageJson.Default.TerminationDetail) : null,
    };

    public static bool IsRecursive(MessageRecord message) =>
        message.Detail is { } detail && JsonSerializer.Deserialize(detail, MessageJson.Default.TerminationDetail)!.Recursive;

    /// <summary>Ids of the sub-orchestrations that have not ended.</summary>
    public static async Task<IReadOnlyList<string>> FindChildrenAsync(ITaskHubStore store, string parentId)
    {
        var filter = new InstanceFilter
        {
            ParentInstanceId = parentId,
            Statuses = [InstanceStatus.Pending, InstanceStatus.Running, InstanceStatus.Suspended],
        };
        var children = new List<string>();
        string? continuation = null;
        do
        {
            var page = await store.QueryInstancesAsync(filter, continuation, PageSize, CancellationToken.None);
            children.AddRange(page.Items.Select(child => child.InstanceId));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return children;
    }
}

/// <summary>The stored detail of <see cref="MessageKind.ExecutionTerminated"/>; absent when nothing but the instance is meant.</summary>
internal sealed record TerminationDetail
{
    public required bool Recursive { get; init; }
}

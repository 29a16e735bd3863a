using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Storage;
using HistoryEvent = DurableTask.Core.History.HistoryEvent;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>Histories of instances, for clients.</summary>
internal static class InstanceHistory
{
    /// <summary>The history of an instance that was read with its payloads; empty while it has not begun.</summary>
    public static async Task<IList<HistoryEvent>> ReadAsync(TaskHubRuntime hub, InstanceRecord instance, CancellationToken cancellation)
    {
        hub.RequireOpen();
        return PublicHistory.Of(instance, await hub.Store.ReadHistoryAsync(instance.Key, cancellation).ConfigureAwait(false));
    }
}

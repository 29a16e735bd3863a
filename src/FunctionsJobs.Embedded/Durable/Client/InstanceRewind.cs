using FunctionsJobs.Embedded.Durable.Dispatch;

namespace FunctionsJobs.Embedded.Durable.Client;

/// <summary>Lets failed instances go on.</summary>
internal static class InstanceRewind
{
    /// <summary>Rewinds an instance; that is durable when the task completes. What of it has to run again runs then.</summary>
    public static async Task<RewindResult> RunAsync(TaskHubRuntime hub, string instanceId, string? reason, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        hub.RequireOpen();
        var request = new RewindItem(reason);
        hub.Deliver(instanceId, request);
        await await Task.WhenAny(request.Done, hub.Waiters.Broken).WaitAsync(cancellation).ConfigureAwait(false);
        return await request.Done.ConfigureAwait(false);
    }
}

using FunctionsJobs.JobStore.Admission;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Lifecycle;

/// <summary>Admits what a queue has room for. Answers when to look again, or null when only an event can make room.</summary>
public sealed class AdmitQueueActivity(IQueueStore queues, JobTeller teller)
{
    /// <summary>Admits, and tells those who were admitted.</summary>
    [Function(nameof(AdmitQueueActivity))]
    public async Task<DateTimeOffset?> RunAsync(
        [ActivityTrigger] string queue, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var admission = await queues.AdmitAsync(queue, cancellation);
        await teller.TellAsync(client, admission.Signals, cancellation);
        return admission.NextAt;
    }
}

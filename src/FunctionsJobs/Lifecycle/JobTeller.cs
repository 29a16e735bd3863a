using DurableTask.Core.Exceptions;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Notices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Tells orchestrations what a transaction of the job store means for them.</summary>
/// <remarks>
/// Signals are stored until they are confirmed, and telling twice is harmless; so a fault here loses nothing: the reconciler tells again.
/// </remarks>
public sealed class JobTeller(IJobStore jobs, IJobRecovery recovery, JobLauncher launcher, ILogger<JobTeller> logger)
{
    /// <summary>Tells every signal. What could not be told is logged, and left to the reconciler.</summary>
    /// <returns>How many were told.</returns>
    public async Task<int> TellAsync(DurableTaskClient client, IReadOnlyCollection<JobSignal> signals, CancellationToken cancellation)
    {
        if (signals.Count == 0)
        {
            return 0;
        }

        var told = new List<JobSignal>(signals.Count);
        foreach (var signal in signals)
        {
            try
            {
                if (await TryTellAsync(client, signal, cancellation))
                {
                    told.Add(signal);
                }
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LifecycleLog.SignalNotTold(logger, e, signal.Kind.ToName(), signal.JobId);
            }
        }

        if (told.Count > 0)
        {
            await ConfirmAsync(told, cancellation);
        }

        return told.Count;
    }

    private async Task<bool> TryTellAsync(DurableTaskClient client, JobSignal signal, CancellationToken cancellation)
    {
        switch (signal.Kind)
        {
            case JobSignalKind.Start:
                return await jobs.FindAsync(signal.JobId, cancellation) is not { } job || await launcher.TryStartAsync(client, job, cancellation);
            case JobSignalKind.Admitted:
                await client.RaiseEventAsync(signal.JobId, JobEvents.Admitted, signal.Attempt, cancellation);
                return true;
            case JobSignalKind.CancelRequested:
            case JobSignalKind.Ended:
                await client.RaiseEventAsync(signal.JobId, JobEvents.Stop, signal.Kind.ToName(), cancellation);
                return true;
            case JobSignalKind.Notify:
                await StartNoticesAsync(client, signal.JobId, cancellation);
                return true;
            default:
                throw new JobStoreException($"The signal '{signal.Kind}' is not one that can be told.");
        }
    }

    private async Task StartNoticesAsync(DurableTaskClient client, string jobId, CancellationToken cancellation)
    {
        if (await jobs.FindAsync(jobId, cancellation) is not { Notify: { } notify } job)
        {
            return;
        }

        var request = new NoticeRequest { JobId = jobId, Run = job.Run, Email = notify.Email, Webhook = notify.Webhook };
        var options = new StartOrchestrationOptions(JobNoticeOrchestrator.InstanceId(jobId, job.Run))
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(JobNoticeOrchestrator), request, options, cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // They are being sent, or were.
        }
    }

    private async Task ConfirmAsync(List<JobSignal> told, CancellationToken cancellation)
    {
        try
        {
            await recovery.ConfirmAsync(told, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LifecycleLog.SignalsNotConfirmed(logger, e, told.Count);
        }
    }
}

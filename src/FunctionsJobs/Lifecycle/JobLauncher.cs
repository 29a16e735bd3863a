using DurableTask.Core.Exceptions;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Starts the orchestrations of accepted jobs. Starting a run that was started before changes nothing.</summary>
public sealed class JobLauncher
{
    private static readonly OrchestrationRuntimeStatus[] _underWay =
        [OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Suspended];

    private readonly JobTypeCatalogue _catalogue;
    private readonly IJobStore _jobs;
    private readonly ILogger _logger;

    public JobLauncher(JobTypeCatalogue catalogue, IJobStore jobs, ILogger<JobLauncher> logger) =>
        (_catalogue, _jobs, _logger) = (catalogue, jobs, logger);

    /// <summary>Makes sure that the orchestration of the job's current run exists, whatever state it is in by now.</summary>
    /// <returns>
    /// False where the orchestration of the run before has not ended yet: it is about to, since the job has; try again.
    /// </returns>
    public async Task<bool> TryStartAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
        var isFirstRun = job.Run == 1;
        if (job.State.IsTerminal() && !isFirstRun)
        {
            return true;
        }

        var type = _catalogue.Get(job.Queue, job.Type);
        object run;
        try
        {
            run = type.CreateRun(job);
        }
        catch (JobFaultException e)
        {
            LifecycleLog.StartRefused(_logger, job.Id, e.Fault.Category.ToName(), e.Fault.Code);
            await _jobs.FailAsync(job.Id, e.Fault, cancellation);
            return true;
        }

        // Without dedupe statuses, an engine replaces an instance that has ended: right for another run, wrong for the first.
        var options = new StartOrchestrationOptions(job.Id).WithDedupeStatuses(
            isFirstRun ? [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses] : _underWay);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(type.OrchestratorName, run, options, cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody was faster: the submitter, the reconciler, or this call's own first try. Or it is the run before.
            return isFirstRun || await IsUnderWayAsync(client, job, cancellation);
        }

        if (job.State.IsTerminal())
        {
            // Ended by a dependency when it was accepted; its orchestration is there to be asked for, and ends, too.
            await client.RaiseEventAsync(job.Id, JobEvents.Stop, job.State.ToName(), cancellation);
        }
        else if (job.State != JobState.Running)
        {
            await TellAsync(client, job.Id, cancellation);
        }

        return true;
    }

    /// <summary>
    /// The same for a job that has just been accepted: a fault is logged and left to the reconciler, since the job is accepted all the same.
    /// </summary>
    /// <returns>Whether the orchestration is there.</returns>
    public async Task<bool> StartAcceptedAsync(DurableTaskClient client, JobRecord job)
    {
        try
        {
            return await TryStartAsync(client, job, CancellationToken.None);
        }
        catch (Exception e)
        {
            LifecycleLog.StartFailed(_logger, e, job.Id);
            return false;
        }
    }

    /// <summary>Tells what happened between reading the job and starting its orchestration: an event for an instance that is not there is lost.</summary>
    private async Task TellAsync(DurableTaskClient client, string jobId, CancellationToken cancellation)
    {
        if (await _jobs.ReadStandingsAsync([jobId], cancellation) is not [var job])
        {
            return;
        }

        if (job.State == JobState.Running)
        {
            await client.RaiseEventAsync(jobId, JobEvents.Admitted, job.AttemptsMade, cancellation);
        }
        else if (job.State.IsTerminal())
        {
            await client.RaiseEventAsync(jobId, JobEvents.Stop, job.State.ToName(), cancellation);
        }
    }

    private static async Task<bool> IsUnderWayAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
        var instance = await client.GetInstanceAsync(job.Id, getInputsAndOutputs: true, cancellation);
        return instance?.ReadInputAs<JobRunNumber>()?.AttemptsBefore == job.AttemptsBefore;
    }
}

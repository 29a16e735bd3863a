using DurableTask.Core.Exceptions;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Lifecycle;

/// <summary>Starts the orchestrations of accepted jobs. Starting a job that was started before changes nothing.</summary>
public sealed class JobLauncher
{
    private readonly JobTypeCatalogue _catalogue;
    private readonly IJobStore _jobs;
    private readonly ILogger _logger;

    public JobLauncher(JobTypeCatalogue catalogue, IJobStore jobs, ILogger<JobLauncher> logger) =>
        (_catalogue, _jobs, _logger) = (catalogue, jobs, logger);

    /// <summary>Makes sure that the job's orchestration exists, whatever state it is in by now.</summary>
    public async Task StartAsync(DurableTaskClient client, JobRecord job, CancellationToken cancellation)
    {
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
            return;
        }

        // Without dedupe statuses, an engine replaces an instance that has ended, and the job would run again.
        var options = new StartOrchestrationOptions(job.Id).WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(type.OrchestratorName, run, options, cancellation);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Somebody was faster: the submitter, the reconciler, or this call's own first try.
        }
    }

    /// <summary>
    /// The same for a job that has just been accepted: a fault is logged and left to the reconciler, since the job is accepted all the same.
    /// </summary>
    public async Task StartAcceptedAsync(DurableTaskClient client, JobRecord job)
    {
        try
        {
            await StartAsync(client, job, CancellationToken.None);
        }
        catch (Exception e)
        {
            LifecycleLog.StartFailed(_logger, e, job.Id);
        }
    }
}

using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Jobs.Proof;

/// <summary>Runs the one activity inside the lifecycle that all jobs share.</summary>
public static class ProofOrchestrator
{
    [Function(nameof(ProofOrchestrator))]
    public static Task<ProofResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JobRun<ProofContract> run)
    {
        var work = new ProofWork(run.JobId, run.Plan.Milliseconds, run.Plan.Lines);
        return JobLifecycle.RunAsync(
            context, run, ProofJson.Default.ProofResult, attempt => attempt.CallActivityAsync<ProofResult>(nameof(ProofActivity), work));
    }
}

using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>One attempt at a job, as its orchestrator sees it: the only way by which it calls activities.</summary>
/// <remarks>
/// An attempt that ran out of time cannot be taken back: its tasks end some time. Its orchestrator code then goes on, and is stopped at the next
/// call here, so that it schedules nothing beside the attempt that followed.
/// </remarks>
public sealed class JobAttempt
{
    private readonly TaskOrchestrationContext _context;

    internal JobAttempt(TaskOrchestrationContext context, string jobId, int number) =>
        (_context, JobId, Number) = (context, jobId, number);

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>1 for the first.</summary>
    public int Number { get; }

    /// <summary>Whether the attempt has ended, one way or another.</summary>
    internal bool IsOver { get; set; }

    /// <summary>Calls an activity. It is called once: repeating is the next attempt's business.</summary>
    /// <exception cref="JobFaultException">The attempt is over.</exception>
    public Task<TResult> CallActivityAsync<TResult>(string activityName, object input) => IsOver
        ? throw new JobFaultException(JobFault.Cancelled("attempt_over", $"Attempt {Number} is over."))
        : _context.CallActivityAsync<TResult>(activityName, input);
}

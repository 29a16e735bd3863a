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
    private JobFault? _refusal;

    internal JobAttempt(TaskOrchestrationContext context, string jobId, int number) =>
        (_context, JobId, Number) = (context, jobId, number);

    /// <summary>The job.</summary>
    public string JobId { get; }

    /// <summary>1 for the first.</summary>
    public int Number { get; }

    /// <summary>Calls an activity. It is called once: repeating is the next attempt's business.</summary>
    /// <exception cref="JobFaultException">The attempt is over, or is to stop.</exception>
    public Task<TResult> CallActivityAsync<TResult>(string activityName, object input) => _refusal is { } refusal
        ? throw new JobFaultException(refusal)
        : _context.CallActivityAsync<TResult>(activityName, input);

    /// <summary>The attempt has ended, one way or another.</summary>
    internal void End() => _refusal ??= JobFault.Cancelled("attempt_over", $"Attempt {Number} is over.");

    /// <summary>The job was asked to stop: what is under way ends by itself, and nothing more is called.</summary>
    internal void Cancel() => _refusal ??= JobFault.Cancelled("job_cancelled", "The job was cancelled.");
}

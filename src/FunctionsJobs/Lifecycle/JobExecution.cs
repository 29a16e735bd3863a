using FunctionsJobs.JobStore;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// The job that an activity works for, injected into activities of job types. Its token fires when the job was cancelled, when its attempt is over, or
/// when the host stops.
/// </summary>
public sealed class JobExecution : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private CancellationTokenSource? _linked;
    private JobExecutionMonitor? _monitor;
    private JobFault? _reason;

    /// <summary>The job.</summary>
    public string JobId { get; private set; } = "";

    /// <summary>The attempt that was under way when the activity began.</summary>
    public int Attempt { get; private set; }

    /// <summary>Fires when the activity is to stop at the next safe point, leaving nothing half written.</summary>
    public CancellationToken Cancellation => _linked?.Token ?? CancellationToken.None;

    /// <summary>Why the activity was told to stop, where the job is the reason.</summary>
    internal JobFault? StopReason => Volatile.Read(ref _reason);

    /// <inheritdoc/>
    public void Dispose()
    {
        _monitor?.Remove(this);
        _linked?.Dispose();
    }

    /// <summary>Begins to watch the job.</summary>
    /// <exception cref="JobFaultException">It is not running (any more): nothing may be done for it.</exception>
    internal async Task BeginAsync(string jobId, IJobStore jobs, JobExecutionMonitor monitor, CancellationToken host)
    {
        if (await jobs.FindAsync(jobId, host) is not { State: JobState.Running } job)
        {
            throw new JobFaultException(JobFault.Cancelled("job_not_running", "The job is not running (any more)."));
        }

        (JobId, Attempt) = (job.Id, job.AttemptsMade);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token, host);
        _monitor = monitor;
        monitor.Add(this);
    }

    /// <summary>Tells the activity to stop.</summary>
    internal void Stop(JobFault reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _stopped.Cancel();
        }
    }
}

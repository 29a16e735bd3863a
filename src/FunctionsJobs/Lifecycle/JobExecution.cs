using FunctionsJobs.JobStore;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// The job that an activity works for, injected into activities of job types. Its token fires when the job was cancelled, when its attempt is over, or
/// when the host stops; and it takes what the activity tells of its progress.
/// </summary>
public sealed class JobExecution : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private CancellationTokenSource? _linked;
    private JobExecutionMonitor? _monitor;
    private JobProgressReporter? _progress;
    private JobFault? _reason;

    /// <summary>The job.</summary>
    public string JobId { get; private set; } = "";

    /// <summary>The attempt that was under way when the activity began.</summary>
    public int Attempt { get; private set; }

    /// <summary>Fires when the activity is to stop at the next safe point, leaving nothing half written.</summary>
    public CancellationToken Cancellation => _linked?.Token ?? CancellationToken.None;

    /// <summary>Why the activity was told to stop, where the job is the reason.</summary>
    internal JobFault? StopReason => Volatile.Read(ref _reason);

    /// <summary>
    /// Tells how far the whole job is, for people to see at once and for the time it is expected to be done. May be called as often as there is
    /// something to tell: at most once a second is stored, the last report always. What is less than was told before changes nothing, so a further attempt
    /// shows from where the one before had come. For jobs of one activity at a time; parts that run beside each other count as steps
    /// (<see cref="IJobStore.ReportStepAsync"/>), and a job uses one or the other.
    /// </summary>
    /// <param name="current">How much is done, in units of the job's own: rows, pages, recipients. 0 to <paramref name="total"/>.</param>
    /// <param name="total">How much there is to do; 0 while that is not known, and then <paramref name="current"/> may be any count.</param>
    /// <param name="message">What is being done, for people.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or more is done than there is.</exception>
    public Task ReportAsync(int current, int total, string message)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(current);
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(current, total == 0 ? int.MaxValue : total);
        ArgumentNullException.ThrowIfNull(message);
        return _progress?.ReportAsync(new JobProgress(current, total, message), Cancellation) ?? Task.CompletedTask;
    }

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
        _progress = monitor.Add(this);
    }

    /// <summary>The activity has ended: stores what it told last.</summary>
    internal Task EndAsync() => _progress?.StoreLastAsync(CancellationToken.None) ?? Task.CompletedTask;

    /// <summary>Tells the activity to stop.</summary>
    internal void Stop(JobFault reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _stopped.Cancel();
        }
    }
}

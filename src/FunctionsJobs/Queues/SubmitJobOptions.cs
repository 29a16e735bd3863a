using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Retention;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Queues;

/// <summary>What every job takes besides its data. What is left out follows from the job type.</summary>
public sealed record SubmitJobOptions
{
    private const int MaxDependencies = 100;
    private const int MaxTags = 10;

    /// <summary>The job's id; where such a job exists in the queue, it is the answer, and nothing new is accepted.</summary>
    public string? JobId { get; init; }

    /// <summary>0 to 100; higher runs first.</summary>
    public int? Priority { get; init; }

    /// <summary>How often the job is tried, the first time included; 1 to 25.</summary>
    public int? Attempts { get; init; }

    /// <summary>The wait between attempts.</summary>
    public SubmitJobBackoff? Backoff { get; init; }

    /// <summary>How long one attempt may take, in milliseconds; 1,000 to 86,400,000.</summary>
    public long? Timeout { get; init; }

    /// <summary>How long to wait before the job may run, in milliseconds; 0 to 31,622,400,000 (366 days). Not together with <see cref="RunAt"/>.</summary>
    public long? Delay { get; init; }

    /// <summary>When the job may run at the earliest: ISO 8601 with a zone. A time that has passed means at once.</summary>
    public string? RunAt { get; init; }

    /// <summary>
    /// While a job of the same queue, type, publisher and data was accepted less than this many milliseconds ago, and has not failed or been
    /// cancelled, it is the answer; 1,000 to 2,592,000,000 (30 days).
    /// </summary>
    public long? UniqueFor { get; init; }

    /// <summary>Jobs that have to end first, by id; at most 100, of the same publisher.</summary>
    public IReadOnlyList<string>? DependsOn { get; init; }

    /// <summary>What becomes of the job when one of those does not complete: <c>fail</c> (default), <c>cancel</c>, or <c>ignore</c>.</summary>
    public string? OnDependencyFailure { get; init; }

    /// <summary>Who is told when the job has ended.</summary>
    public SubmitJobNotify? Notify { get; init; }

    /// <summary>Words to find the job by; at most 10, each of 1 to 64 characters.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The time of <see cref="RunAt"/> or <see cref="Delay"/>, or null; valid options only.</summary>
    internal DateTimeOffset? RunAtFrom(DateTimeOffset now) =>
        RunAt is not null && Iso8601.TryParse(RunAt, out var at) ? at : Delay is { } delay ? now.AddMilliseconds(delay) : null;

    /// <summary>Notes by path what is out of bounds.</summary>
    internal void Validate(FieldErrors errors)
    {
        ValidateOrder(errors);
        if (JobId is not null && !JobStore.JobId.IsValid(JobId))
        {
            errors.Add("$.options.jobId", JobStore.JobId.Rule);
        }
        else if (JobId is not null && JobStore.JobId.IsReserved(JobId))
        {
            errors.Add("$.options.jobId", JobStore.JobId.ReservedRule);
        }

        Within("$.options.priority", Priority, 0, 100, errors);
        Within("$.options.attempts", Attempts, 1, 25, errors);
        Within("$.options.timeout", Timeout, 1_000, 86_400_000, errors);
        Within("$.options.backoff.delay", Backoff?.Delay, 0, 3_600_000, errors);
        if (Backoff is { Type: var type } && !JobBackoffTypeNames.TryParse(type, out _))
        {
            errors.Add("$.options.backoff.type", "must be exponential or fixed");
        }
    }

    private void ValidateOrder(FieldErrors errors)
    {
        Within("$.options.delay", Delay, 0, 31_622_400_000, errors);
        Within("$.options.uniqueFor", UniqueFor, 1_000, (long)IJobRetention.UniqueWindow.TotalMilliseconds, errors);
        if (RunAt is not null && !Iso8601.TryParse(RunAt, out _))
        {
            errors.Add("$.options.runAt", Iso8601.Rule);
        }

        if (RunAt is not null && Delay is not null)
        {
            errors.Add("$.options.delay", "must not be given together with runAt");
        }

        if (OnDependencyFailure is not null && !DependencyPolicyNames.TryParse(OnDependencyFailure, out _))
        {
            errors.Add("$.options.onDependencyFailure", "must be fail, cancel or ignore");
        }

        Each("$.options.dependsOn", DependsOn, MaxDependencies, id => JobStore.JobId.IsValid(id) ? id == JobId ? "must not be the job itself" : null : JobStore.JobId.Rule, errors);
        Each("$.options.tags", Tags, MaxTags, tag => tag is { Length: >= 1 and <= 64 } && !tag.Any(char.IsControl) ? null : "must be 1 to 64 characters without control characters", errors);
    }

    private static void Each(string path, IReadOnlyList<string>? values, int max, Func<string?, string?> refuse, FieldErrors errors)
    {
        if (values is null)
        {
            return;
        }

        if (values.Count > max)
        {
            errors.Add(path, $"must have at most {max} entries");
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (refuse(values[i]) is { } reason)
            {
                errors.Add($"{path}[{i}]", reason);
            }
            else if (values.Take(i).Contains(values[i], StringComparer.Ordinal))
            {
                errors.Add($"{path}[{i}]", "must not be repeated");
            }
        }
    }

    /// <summary>The policy these options ask for; valid options only.</summary>
    internal JobPolicy ApplyTo(JobPolicy policy) => policy with
    {
        Attempts = Attempts ?? policy.Attempts,
        Timeout = Timeout is { } timeout ? TimeSpan.FromMilliseconds(timeout) : policy.Timeout,
        Backoff = JobBackoffTypeNames.TryParse(Backoff?.Type, out var type) ? type : policy.Backoff,
        BackoffDelay = Backoff is { } backoff ? TimeSpan.FromMilliseconds(backoff.Delay) : policy.BackoffDelay,
    };

    private static void Within(string path, long? value, long min, long max, FieldErrors errors)
    {
        if (value < min || value > max)
        {
            errors.Add(path, $"must be from {min} to {max}");
        }
    }
}

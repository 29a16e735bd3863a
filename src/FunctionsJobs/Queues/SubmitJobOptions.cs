using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Queues;

/// <summary>What every job takes besides its data. What is left out follows from the job type.</summary>
public sealed record SubmitJobOptions
{
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

    /// <summary>Notes by path what is out of bounds.</summary>
    internal void Validate(FieldErrors errors)
    {
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

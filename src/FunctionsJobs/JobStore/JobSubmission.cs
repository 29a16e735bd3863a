using FunctionsJobs.JobStore.Recovery;

namespace FunctionsJobs.JobStore;

/// <summary>How a submission ended: exactly one of the nested cases.</summary>
public abstract record JobSubmission
{
    private JobSubmission()
    {
    }

    /// <summary>The job was inserted.</summary>
    /// <param name="Job">
    /// The row. Its orchestration is to be started whatever its state is, which is any but completed: running where there was room, and failed or
    /// cancelled where a job it depends on already was. The signal to start it is stored, too.
    /// </param>
    public sealed record Accepted(JobRecord Job) : JobSubmission
    {
        /// <summary>Other jobs' orchestrations that have to be told something; seldom any.</summary>
        public IReadOnlyList<JobSignal> Signals { get; init; } = [];
    }

    /// <summary>
    /// The job was there already: by its id, by the same idempotency key with the same request, or by <see cref="NewJob.UniqueFor"/>.
    /// Nothing was written but the key, where there is one.
    /// </summary>
    /// <param name="Job">The row.</param>
    public sealed record Existing(JobRecord Job) : JobSubmission;

    /// <summary>The idempotency key belongs to a different request. Nothing was written.</summary>
    public sealed record KeyReused : JobSubmission;

    /// <summary>The job id belongs to a job of another queue or tenant, or to one whose removal is not finished. Nothing was written.</summary>
    public sealed record IdTaken : JobSubmission;

    /// <summary>Jobs to depend on do not exist for this tenant. Nothing was written.</summary>
    /// <param name="JobIds">Their ids; whether they are unknown or another tenant's is not told.</param>
    public sealed record DependenciesUnknown(IReadOnlyList<string> JobIds) : JobSubmission;
}

namespace FunctionsJobs.Lifecycle;

/// <summary>The input of a job's orchestration: all that it knows when it starts. Kept in histories, so members are only ever added.</summary>
/// <typeparam name="TPlan">The job type's plan.</typeparam>
public sealed record JobRun<TPlan>
    where TPlan : class
{
    /// <summary>The job, which is also the orchestration's instance id.</summary>
    public required string JobId { get; init; }

    /// <summary>How often and how long the job is tried.</summary>
    public required JobPolicy Policy { get; init; }

    /// <summary>What is to be done.</summary>
    public required TPlan Plan { get; init; }
}

namespace FunctionsJobs.Lifecycle;

/// <summary>The input of a job's orchestration: all that it knows when it starts. Kept in histories, so members are only ever added, with the old meaning as default.</summary>
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

    /// <summary>Attempts of earlier runs, which ended in failure or cancellation and were retried by hand. Numbers of attempts go on from here.</summary>
    public int AttemptsBefore { get; init; }

    /// <summary>Whether the first attempt had not begun when the orchestration was started: it waits for <see cref="JobEvents.Admitted"/>.</summary>
    public bool Waits { get; init; }
}

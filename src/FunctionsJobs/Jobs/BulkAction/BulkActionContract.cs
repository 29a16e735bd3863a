namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>The data of a <c>maintenance/bulk</c> job, as sent, and the body of <c>POST /api/v1/jobs/bulk</c>.</summary>
public sealed record BulkActionContract
{
    /// <summary><c>retry</c>, <c>cancel</c> or <c>remove</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The jobs it is about: those that were accepted before this job and match every member. At least one has to be given.</summary>
    public required BulkActionFilterContract Filter { get; init; }

    /// <summary>Whether the jobs are only counted. Default false.</summary>
    public bool? DryRun { get; init; }
}

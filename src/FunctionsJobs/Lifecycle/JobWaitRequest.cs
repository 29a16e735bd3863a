namespace FunctionsJobs.Lifecycle;

/// <summary>The input of <see cref="AwaitChildrenActivity"/>.</summary>
public sealed record JobWaitRequest
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The attempt that has submitted the children.</summary>
    public required int Attempt { get; init; }
}

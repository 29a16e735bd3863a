namespace FunctionsJobs.Queues;

/// <summary>The wait between attempts, as submitted.</summary>
public sealed record SubmitJobBackoff
{
    /// <summary><c>exponential</c> (doubles with every attempt) or <c>fixed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The wait before the second attempt, in milliseconds; 0 to 3,600,000.</summary>
    public required long Delay { get; init; }
}

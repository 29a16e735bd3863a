namespace FunctionsJobs.JobStore;

/// <summary>How far a job is.</summary>
/// <param name="Step">Steps that are done.</param>
/// <param name="Total">Steps there are, or 0 while that is not known.</param>
/// <param name="Message">What was done last, for people.</param>
public readonly record struct JobProgress(int Step, int Total, string? Message)
{
    /// <summary>The share as the work itself told it, 0 to 100; null where steps say it.</summary>
    public double? Reported { get; init; }

    /// <summary>More, as JSON, or null.</summary>
    public string? Details { get; init; }

    /// <summary>Share that is done, 0 to 100, with one decimal: what the work told, or else the steps; 0 while neither is known.</summary>
    public double Percent => Reported is { } told
        ? Math.Round(told, 1)
        : Total == 0 ? 0 : Math.Round(Math.Min(100.0, 100.0 * Step / Total), 1);
}

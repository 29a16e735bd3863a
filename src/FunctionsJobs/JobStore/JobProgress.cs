namespace FunctionsJobs.JobStore;

/// <summary>How far a job is.</summary>
/// <param name="Step">Steps that are done.</param>
/// <param name="Total">Steps there are, or 0 while that is not known.</param>
/// <param name="Message">What was done last, for people.</param>
public readonly record struct JobProgress(int Step, int Total, string? Message)
{
    /// <summary>Share of the steps that are done, 0 to 100, with one decimal; 0 while the total is not known.</summary>
    public double Percent => Total == 0 ? 0 : Math.Round(Math.Min(100.0, 100.0 * Step / Total), 1);
}

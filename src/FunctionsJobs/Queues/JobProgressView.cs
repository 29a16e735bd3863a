namespace FunctionsJobs.Queues;

/// <summary>How far a job is.</summary>
/// <param name="Step">Steps that are done.</param>
/// <param name="Total">Steps there are; 0 while that is not known.</param>
/// <param name="Percent">0 to 100, with one decimal.</param>
/// <param name="Message">What was done last.</param>
public sealed record JobProgressView(int Step, int Total, double Percent, string? Message);

namespace FunctionsJobs.Queues;

/// <summary>What a cleaning removed.</summary>
/// <param name="Removed">How many jobs.</param>
public sealed record CleanedQueueView(int Removed);

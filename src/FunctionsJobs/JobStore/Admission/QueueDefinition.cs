namespace FunctionsJobs.JobStore.Admission;

/// <summary>A queue as the program ships it.</summary>
/// <param name="Name">The canonical name.</param>
/// <param name="Priority">The priority of jobs that ask for none, 0 to 100.</param>
/// <param name="Limits">The limits that count while no administrator has set others.</param>
public sealed record QueueDefinition(string Name, int Priority, QueueLimits Limits);

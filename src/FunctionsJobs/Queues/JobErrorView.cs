namespace FunctionsJobs.Queues;

/// <summary>Why an attempt failed.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Category"><c>network</c>, <c>data</c>, <c>system</c>, <c>timeout</c>, <c>cancelled</c> or <c>dependency</c>.</param>
/// <param name="Retryable">Whether another attempt may succeed.</param>
/// <param name="Message">For people.</param>
public sealed record JobErrorView(string Code, string Category, bool Retryable, string Message);

namespace FunctionsJobs.JobStore.Admission;

/// <summary>A sliding window: in no span of time of length <paramref name="Window"/>, wherever it begins, are there more than <paramref name="Starts"/> starts.</summary>
/// <param name="Starts">Most starts; 1 to 1,000,000. Every admission is a start, that of a repeated attempt too.</param>
/// <param name="Window">The length; 1 ms to 24 h, in whole milliseconds.</param>
public readonly record struct RateLimit(int Starts, TimeSpan Window);

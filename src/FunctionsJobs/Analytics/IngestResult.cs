namespace FunctionsJobs.Analytics;

/// <summary>What one batch of events came to.</summary>
/// <param name="Accepted">Events that were new and are now stored durably.</param>
/// <param name="Duplicates">Events whose id this publisher had already sent, in this batch or before; they changed nothing.</param>
public readonly record struct IngestResult(int Accepted, int Duplicates);

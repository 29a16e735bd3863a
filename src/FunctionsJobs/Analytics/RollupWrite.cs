namespace FunctionsJobs.Analytics;

/// <summary>What a roll-up step left in the store. A rerun over the same events gives an equal value.</summary>
/// <param name="Buckets">Buckets that now exist in the range that was rolled up (empty ones are not stored).</param>
/// <param name="Totals">Sums over those buckets.</param>
public readonly record struct RollupWrite(int Buckets, RollupCounts Totals);

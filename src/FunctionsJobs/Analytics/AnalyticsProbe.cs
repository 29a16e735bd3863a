namespace FunctionsJobs.Analytics;

/// <summary>A sign of life of the store.</summary>
/// <param name="SchemaVersion">Number of the last migration that was applied.</param>
/// <param name="StaleHours">Hours whose events changed since they were last rolled up, over all publishers.</param>
public readonly record struct AnalyticsProbe(int SchemaVersion, long StaleHours);

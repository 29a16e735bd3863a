using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>Events 3000–3099.</summary>
internal static partial class AnalyticsAggregationLog
{
    [LoggerMessage(3000, LogLevel.Debug, "Job {JobId} rolled up the hours of {Day}: {Buckets} buckets")]
    public static partial void HoursRolledUp(ILogger logger, string jobId, DateOnly day, int buckets);

    [LoggerMessage(3001, LogLevel.Debug, "Job {JobId} rolled up each {Granularity} of its range: {Buckets} buckets")]
    public static partial void BucketsRolledUp(ILogger logger, string jobId, string granularity, int buckets);
}

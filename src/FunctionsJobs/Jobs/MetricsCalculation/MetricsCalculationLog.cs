using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>Events 6600–6699.</summary>
internal static partial class MetricsCalculationLog
{
    [LoggerMessage(6600, LogLevel.Debug, "Job {JobId} computed the {MetricType} metrics of {Day}: {Hours} hours were out of date")]
    public static partial void DayCalculated(ILogger logger, string jobId, string metricType, DateOnly day, int hours);
}

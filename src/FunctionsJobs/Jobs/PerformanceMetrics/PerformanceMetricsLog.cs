using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>Events 6800–6899.</summary>
internal static partial class PerformanceMetricsLog
{
    [LoggerMessage(6800, LogLevel.Debug, "Job {JobId} computed the performance from {From} to {To}")]
    public static partial void PerformanceComputed(ILogger logger, string jobId, DateOnly from, DateOnly to);
}

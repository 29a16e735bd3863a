using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>Events 6700–6799.</summary>
internal static partial class WeeklyGrowthLog
{
    [LoggerMessage(6700, LogLevel.Debug, "Job {JobId} computed the growth of {Weeks} weeks")]
    public static partial void GrowthComputed(ILogger logger, string jobId, int weeks);
}

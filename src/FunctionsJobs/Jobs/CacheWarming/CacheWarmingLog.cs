using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>Events 6900–6999.</summary>
internal static partial class CacheWarmingLog
{
    [LoggerMessage(6900, LogLevel.Debug, "Job {JobId} computed {CacheKey}")]
    public static partial void KeyWarmed(ILogger logger, string jobId, string cacheKey);
}

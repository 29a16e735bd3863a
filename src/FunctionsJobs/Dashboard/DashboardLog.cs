using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Dashboard;

/// <summary>Events 4800–4899.</summary>
internal static partial class DashboardLog
{
    [LoggerMessage(4800, LogLevel.Error, "The job that computes {CacheKey} for publisher {Publisher} was not accepted: {Reason}")]
    public static partial void RefreshRefused(ILogger logger, string cacheKey, string? publisher, string reason);
}

using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>Events 6200–6299.</summary>
internal static partial class JobCleanupLog
{
    [LoggerMessage(6200, LogLevel.Information, "Removed {Count} old jobs")]
    public static partial void Removed(ILogger logger, int count);
}

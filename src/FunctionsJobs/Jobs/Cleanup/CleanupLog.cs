using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>Events 6500–6599.</summary>
internal static partial class CleanupLog
{
    [LoggerMessage(6500, LogLevel.Information, "Job {JobId} cleared away {Count} of {Type}, dry run: {DryRun}")]
    public static partial void StepDone(ILogger logger, string jobId, long count, string type, bool dryRun);
}

using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>Events 6000–6099.</summary>
internal static partial class BulkActionLog
{
    [LoggerMessage(6000, LogLevel.Information, "Job {JobId} did '{Action}' to {Changed} of {Matched} jobs")]
    public static partial void PageDone(ILogger logger, string jobId, string action, int changed, int matched);
}

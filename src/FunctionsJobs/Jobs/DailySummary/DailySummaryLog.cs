using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DailySummary;

/// <summary>Events 7000–7099. Recipients are not logged.</summary>
internal static partial class DailySummaryLog
{
    [LoggerMessage(7000, LogLevel.Information, "Job {JobId} wrote the summary of {Day} over {Count} publishers: {Bytes} bytes")]
    public static partial void Written(ILogger logger, string jobId, DateOnly day, int count, long bytes);

    [LoggerMessage(7001, LogLevel.Warning, "Job {JobId}: the mail server refused a recipient of the summary for good")]
    public static partial void Refused(ILogger logger, Exception exception, string jobId);
}

using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Events 8600–8699.</summary>
internal static partial class CompanyBatchScrapingLog
{
    [LoggerMessage(8600, LogLevel.Information, "Job {JobId} searched {Queries} times and found {Count} pages")]
    public static partial void Searched(ILogger logger, string jobId, int queries, int count);

    [LoggerMessage(8601, LogLevel.Information, "Job {JobId} had {Total} pages read: {Succeeded} succeeded, {Failed} failed, {Cancelled} were cancelled")]
    public static partial void BatchEnded(ILogger logger, string jobId, int total, int succeeded, int failed, int cancelled);
}

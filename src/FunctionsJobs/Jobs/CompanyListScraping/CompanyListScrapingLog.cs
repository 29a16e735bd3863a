using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>Events 8500–8599.</summary>
internal static partial class CompanyListScrapingLog
{
    [LoggerMessage(8500, LogLevel.Information, "Job {JobId} had {Total} pages read: {Succeeded} succeeded, {Failed} failed, {Cancelled} were cancelled")]
    public static partial void ListEnded(ILogger logger, string jobId, int total, int succeeded, int failed, int cancelled);
}

using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>Events 7600–7699. Hosts and numbers: nothing that a page says.</summary>
internal static partial class CompanyScrapingLog
{
    [LoggerMessage(7600, LogLevel.Information, "Job {JobId} read a page of {Host}: {Bytes} bytes, company {CompanyId} {Outcome}")]
    public static partial void Scraped(ILogger logger, string jobId, string host, int bytes, string companyId, string outcome);
}

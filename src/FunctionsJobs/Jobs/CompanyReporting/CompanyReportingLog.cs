using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyReporting;

/// <summary>Events 8200–8299.</summary>
internal static partial class CompanyReportingLog
{
    [LoggerMessage(8200, LogLevel.Information, "Job {JobId} wrote a report on {Count} companies, {Missing} not found")]
    public static partial void Done(ILogger logger, string jobId, int count, int missing);
}

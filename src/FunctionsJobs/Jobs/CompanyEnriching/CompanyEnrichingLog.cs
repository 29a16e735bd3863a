using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>Events 8100–8199.</summary>
internal static partial class CompanyEnrichingLog
{
    [LoggerMessage(8100, LogLevel.Information, "Job {JobId} did the enrichment of {Count} companies, {Changed} changed, {Missing} not found")]
    public static partial void BatchDone(ILogger logger, string jobId, int count, int changed, int missing);
}

using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>Events 7800–7899.</summary>
internal static partial class CompanyProcessingLog
{
    [LoggerMessage(7800, LogLevel.Information, "Job {JobId} did the processing of {Count} companies, {Changed} changed, {Missing} not found")]
    public static partial void BatchDone(ILogger logger, string jobId, int count, int changed, int missing);
}

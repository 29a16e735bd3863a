using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>Events 7900–7999.</summary>
internal static partial class CompanyScoringLog
{
    [LoggerMessage(7900, LogLevel.Information, "Job {JobId} did the scoring of {Count} companies, {Changed} changed, {Missing} not found")]
    public static partial void BatchDone(ILogger logger, string jobId, int count, int changed, int missing);
}

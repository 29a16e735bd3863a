using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>Events 8300–8399.</summary>
internal static partial class CompanySegmentationLog
{
    [LoggerMessage(8300, LogLevel.Information, "Job {JobId} analysed {Count} companies, {Missing} not found")]
    public static partial void Done(ILogger logger, string jobId, int count, int missing);
}

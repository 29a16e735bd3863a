using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.ReportGeneration;

/// <summary>Events 3500–3599. Recipients are not logged.</summary>
internal static partial class ReportGenerationLog
{
    [LoggerMessage(3500, LogLevel.Information, "Job {JobId} wrote the {ReportType} report of {Publisher} from {From}: {Bytes} bytes")]
    public static partial void Written(ILogger logger, string jobId, string reportType, string publisher, DateTimeOffset from, long bytes);

    [LoggerMessage(3501, LogLevel.Warning, "Job {JobId}: the mail server refused a recipient of the report for good")]
    public static partial void Refused(ILogger logger, Exception exception, string jobId);
}

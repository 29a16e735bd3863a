using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Events 3600–3699.</summary>
internal static partial class DataExportLog
{
    [LoggerMessage(3600, LogLevel.Information, "Job {JobId} staged part {Part}: {Rows} rows, {Bytes} bytes")]
    public static partial void PartStaged(ILogger logger, string jobId, int part, long rows, long bytes);

    [LoggerMessage(3601, LogLevel.Information, "Job {JobId} committed its file: {Rows} rows, {Bytes} bytes")]
    public static partial void FileCommitted(ILogger logger, string jobId, long rows, long bytes);
}

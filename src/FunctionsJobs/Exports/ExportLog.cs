using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Exports;

/// <summary>Events 3800–3899.</summary>
internal static partial class ExportLog
{
    [LoggerMessage(3800, LogLevel.Warning, "The file of export {JobId} cannot be reached")]
    public static partial void BlobsUnavailable(ILogger logger, Exception exception, string jobId);
}

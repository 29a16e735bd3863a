using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>Events 7400–7499. The person is not in them.</summary>
internal static partial class UserDataExportLog
{
    [LoggerMessage(7400, LogLevel.Information, "Job {JobId} collected the data held on a person: {Rows} entries")]
    public static partial void Collected(ILogger logger, string jobId, long rows);
}

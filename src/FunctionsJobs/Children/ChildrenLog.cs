using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Children;

/// <summary>Events 7500–7599.</summary>
internal static partial class ChildrenLog
{
    [LoggerMessage(7500, LogLevel.Warning, "Child {Number} of job {JobId} is refused by {Queue}/{Type}: {Field} {Reason}")]
    public static partial void ChildRefused(ILogger logger, string jobId, int number, string queue, string type, string field, string reason);
}

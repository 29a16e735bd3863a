using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>What the store logs; event ids 2400-2499.</summary>
internal static partial class SqliteTaskHubLog
{
    [LoggerMessage(2400, LogLevel.Information, "Task hub file '{Path}' opened in {Milliseconds} ms.")]
    public static partial void Opened(ILogger logger, string path, long milliseconds);

    [LoggerMessage(2401, LogLevel.Information, "Task hub file '{Path}' has schema version {Version} now ({Migration}).")]
    public static partial void Migrated(ILogger logger, string path, int version, string migration);

    [LoggerMessage(2402, LogLevel.Critical, "Task hub file '{Path}' is written no more until the host is restarted.")]
    public static partial void Faulted(ILogger logger, Exception exception, string path);
}

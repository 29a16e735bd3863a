using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Postgres;

/// <summary>Events 1900–1999.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(1900, LogLevel.Warning, "{Store}: PostgreSQL call failed ({Reason}) and is repeated, for {Remaining} at most")]
    public static partial void Repeating(ILogger logger, Exception exception, string store, string reason, TimeSpan remaining);

    [LoggerMessage(1901, LogLevel.Debug, "{Store}: transactions collided; repeated")]
    public static partial void Collided(ILogger logger, Exception exception, string store);

    [LoggerMessage(1902, LogLevel.Warning, "{Store}: the connection was lost during a commit; the server says: {Outcome}")]
    public static partial void CommitResolved(ILogger logger, Exception exception, string store, string outcome);

    [LoggerMessage(1903, LogLevel.Error, "{Store}: the connection was lost during a commit, and whether it took place cannot be found out")]
    public static partial void CommitUnknown(ILogger logger, Exception exception, string store);
}

using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>Events 6400–6499.</summary>
internal static partial class DatabaseOptimizationLog
{
    [LoggerMessage(6400, LogLevel.Information, "Optimised the database {Database}: {BytesBefore} bytes before, {BytesAfter} after, rewritten: {Rewritten}")]
    public static partial void Optimized(ILogger logger, string database, long bytesBefore, long bytesAfter, bool rewritten);
}

using Microsoft.Extensions.Logging;

namespace FunctionsJobs.JobStore;

/// <summary>Events 2100–2199.</summary>
internal static partial class JobStoreLog
{
    [LoggerMessage(2100, LogLevel.Information, "The job store is open, at schema {SchemaVersion}")]
    public static partial void StoreOpened(ILogger logger, int schemaVersion);
}

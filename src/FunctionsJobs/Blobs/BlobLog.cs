using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Blobs;

/// <summary>Events 3700–3799. Names and links of blobs are not in them: a link is a secret.</summary>
internal static partial class BlobLog
{
    [LoggerMessage(3700, LogLevel.Warning, "A link to a file was refused: expired, or not as it was signed")]
    public static partial void LinkRefused(ILogger logger);

    [LoggerMessage(3701, LogLevel.Warning, "A file of a link cannot be reached")]
    public static partial void Unavailable(ILogger logger, Exception exception);
}

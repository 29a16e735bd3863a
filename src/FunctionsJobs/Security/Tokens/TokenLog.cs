using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Security.Tokens;

/// <summary>Events 5100–5199: keys of issuers.</summary>
internal static partial class TokenLog
{
    [LoggerMessage(5100, LogLevel.Information, "Fetched {Count} signing keys of the token issuer")]
    public static partial void KeysFetched(ILogger logger, int count);

    [LoggerMessage(5101, LogLevel.Error, "The token issuer's signing keys could not be fetched; keys from before are in use: {KeysFromBefore}")]
    public static partial void KeysNotFetched(ILogger logger, Exception exception, bool keysFromBefore);
}

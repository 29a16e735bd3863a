namespace FunctionsJobs.Security.Tokens;

/// <summary>The issuer's keys could not be fetched, and none are known from before.</summary>
internal sealed class KeysUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

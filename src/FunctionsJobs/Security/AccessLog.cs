using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Security;

/// <summary>Events 5000–5099: security. They name callers and never show what these sent.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(5000, LogLevel.Warning, "A call of {Function} was refused: credentials {Failure}")]
    public static partial void CredentialsRefused(ILogger logger, string function, AuthenticationFailure failure);

    [LoggerMessage(5001, LogLevel.Warning, "A call of {Function} by {Caller} was refused: role {Role} does not suffice")]
    public static partial void RoleRefused(ILogger logger, string function, string caller, string role);

    [LoggerMessage(5002, LogLevel.Warning, "A call of {Function} by {Caller} was refused: it concerns another publisher")]
    public static partial void TenantRefused(ILogger logger, string function, string caller);

    [LoggerMessage(5003, LogLevel.Warning, "A call of {Function} by {Caller} was refused: too many requests")]
    public static partial void RateRefused(ILogger logger, string function, string caller);

    [LoggerMessage(5004, LogLevel.Error, "A call of {Function} could not be checked: the issuer's keys cannot be read")]
    public static partial void KeysUnavailable(ILogger logger, string function);

    [LoggerMessage(5005, LogLevel.Error, "The refusal of a call of {Function} by {Caller} could not be written to the audit trail")]
    public static partial void AuditFailed(ILogger logger, Exception exception, string function, string caller);
}

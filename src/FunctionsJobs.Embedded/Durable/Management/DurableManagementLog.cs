using System.Net;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Events of the management API, 1400 to 1499. Addresses stay out: their query holds the system key.</summary>
internal static partial class DurableManagementLog
{
    [LoggerMessage(1401, LogLevel.Error, "The management call {Call} failed (correlation id {CorrelationId})")]
    public static partial void CallFailed(this ILogger logger, Exception exception, ManagementCall call, string correlationId);

    [LoggerMessage(1402, LogLevel.Warning, "A management request from {RemoteAddress} was refused: the system key is missing or wrong")]
    public static partial void KeyRefused(this ILogger logger, IPAddress? remoteAddress);

    [LoggerMessage(1403, LogLevel.Information, "{Count} instances were purged over the management API")]
    public static partial void Purged(this ILogger logger, int count);
}

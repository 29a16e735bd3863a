using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Health;

/// <summary>Events 4000–4099.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(4000, LogLevel.Error, "Service {Service} cannot be used")]
    public static partial void ServiceUnhealthy(ILogger logger, Exception exception, string service);
}

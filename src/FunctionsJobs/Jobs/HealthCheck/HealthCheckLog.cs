using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>Events 6100–6199.</summary>
internal static partial class HealthCheckLog
{
    [LoggerMessage(6100, LogLevel.Information, "The program is {Status}")]
    public static partial void Checked(ILogger logger, string status);
}

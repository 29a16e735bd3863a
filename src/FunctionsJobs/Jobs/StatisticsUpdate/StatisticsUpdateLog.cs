using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>Events 6300–6399.</summary>
internal static partial class StatisticsUpdateLog
{
    [LoggerMessage(6300, LogLevel.Information, "Queue {Queue}: {Waiting} waiting, {Active} active, {Failed} failed within the window")]
    public static partial void Measured(ILogger logger, string queue, long waiting, long active, long failed);
}

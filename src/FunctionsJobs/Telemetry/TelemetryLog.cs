using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Telemetry;

/// <summary>Events 8000–8099.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(8000, LogLevel.Information, "OTLP export: traces {Traces}, metrics {Metrics}")]
    public static partial void Exporting(ILogger logger, bool traces, bool metrics);

    [LoggerMessage(8001, LogLevel.Warning, "{Setting} names an exporter that is not there; only otlp and none are known, so that the signal is not exported")]
    public static partial void UnknownExporter(ILogger logger, string setting);
}

using Microsoft.Extensions.Configuration;

namespace FunctionsJobs.Telemetry;

/// <summary>What the standard OpenTelemetry settings say about which signals to export.</summary>
/// <param name="Traces">Whether spans are exported.</param>
/// <param name="Metrics">Whether metrics are exported.</param>
/// <param name="Unknown">Exporters that were asked for and are not there; one <c>SETTING=value</c> each.</param>
internal sealed record TelemetrySettings(bool Traces, bool Metrics, IReadOnlyList<string> Unknown)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// A signal is exported when an OTLP endpoint is set, for all signals or for this one, or when its exporter is set to <c>otlp</c>; and not
    /// when its exporter is set to <c>none</c>, or the SDK is disabled.
    /// </summary>
    public static TelemetrySettings Read(IConfiguration configuration)
    {
        var unknown = new List<string>();
        var isDisabled = string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return new TelemetrySettings(
            !isDisabled && IsOn(configuration, "OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", unknown),
            !isDisabled && IsOn(configuration, "OTEL_METRICS_EXPORTER", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", unknown),
            unknown);
    }

    private static bool IsOn(IConfiguration configuration, string exporter, string endpoint, List<string> unknown)
    {
        switch (configuration[exporter])
        {
            case null or "":
                return !string.IsNullOrEmpty(configuration[Endpoint]) || !string.IsNullOrEmpty(configuration[endpoint]);
            case "otlp":
                return true;
            case "none":
                return false;
            case var other:
                unknown.Add($"{exporter}={other}");
                return false;
        }
    }
}

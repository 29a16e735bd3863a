using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FunctionsJobs.Telemetry;

/// <summary>
/// Sends spans and metrics by OTLP, as the <c>OTEL_*</c> settings say. It listens from its making on, before anything runs, and sends the
/// rest when it is disposed, after everything has ended.
/// </summary>
internal sealed class TelemetryExport : IHostedService, IDisposable
{
    private const string ServiceName = "FunctionsJobs";

    private readonly TelemetrySettings _settings;
    private readonly ILogger _logger;
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public TelemetryExport(TelemetrySettings settings, IConfiguration configuration, ILogger<TelemetryExport> logger)
    {
        _settings = settings;
        _logger = logger;
        if (settings.Traces)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .ConfigureResource(Describe)
                .AddSource(TelemetrySources.Spans)
                .AddProcessor(new SecretProcessor())
                .AddOtlpExporter()
                .Build();
        }

        if (settings.Metrics)
        {
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(configuration))
                .ConfigureResource(Describe)
                .AddMeter(TelemetrySources.Meters)
                .AddOtlpExporter()
                .Build();
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var unknown in _settings.Unknown)
        {
            TelemetryLog.UnknownExporter(_logger, unknown);
        }

        if (_settings.Traces || _settings.Metrics)
        {
            TelemetryLog.Exporting(_logger, _settings.Traces, _settings.Metrics);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    // The settings come last, and win.
    private static void Describe(ResourceBuilder resource) => resource.AddService(ServiceName).AddEnvironmentVariableDetector();
}

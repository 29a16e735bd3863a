using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Telemetry;

/// <summary>Registers the export of spans and metrics.</summary>
public static class TelemetryModule
{
    /// <summary>
    /// Adds the export, which does nothing unless the standard <c>OTEL_*</c> settings ask for it. To be added first, so that the work of the
    /// other services is seen.
    /// </summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(TelemetrySettings.Read(configuration));
        services.AddHostedService<TelemetryExport>();
        return services;
    }
}

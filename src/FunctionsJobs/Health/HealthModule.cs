using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Health;

/// <summary>Registers the health endpoints' probes.</summary>
internal static class HealthModule
{
    /// <summary>Adds one probe per service.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<IHealthProbe, DatabaseHealthProbe>()
        .AddSingleton<IHealthProbe, AnalyticsHealthProbe>()
        .AddSingleton<IHealthProbe, BlobsHealthProbe>()
        .AddSingleton<IHealthProbe, RedisHealthProbe>()
        .AddSingleton<IHealthProbe, QueuesHealthProbe>()
        .AddSingleton<IHealthProbe, MailHealthProbe>()
        .AddSingleton(provider => new HealthReporter(
            provider.GetServices<IHealthProbe>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HealthReporter>>()));
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>Registers the performance job.</summary>
internal sealed class PerformanceMetricsModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PerformanceMetricsOptions>()
            .Bind(configuration.GetSection(PerformanceMetricsOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PerformanceMetricsOptions>>(new JobOptionsValidator<PerformanceMetricsOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, PerformanceMetricsStarter>();
    }
}

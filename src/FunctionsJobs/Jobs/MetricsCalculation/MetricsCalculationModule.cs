using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>Registers the metrics job.</summary>
internal sealed class MetricsCalculationModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsCalculationOptions>()
            .Bind(configuration.GetSection(MetricsCalculationOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MetricsCalculationOptions>>(new JobOptionsValidator<MetricsCalculationOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, MetricsCalculationStarter>();
    }
}

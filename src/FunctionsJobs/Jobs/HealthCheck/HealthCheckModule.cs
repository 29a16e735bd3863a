using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>Registers the health check.</summary>
internal sealed class HealthCheckModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HealthCheckOptions>().Bind(configuration.GetSection(HealthCheckOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthCheckOptions>>(new JobOptionsValidator<HealthCheckOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, HealthCheckStarter>();
    }
}

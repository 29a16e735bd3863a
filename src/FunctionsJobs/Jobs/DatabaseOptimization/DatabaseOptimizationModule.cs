using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>Registers the optimisation of the databases.</summary>
internal sealed class DatabaseOptimizationModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptimizationOptions>().Bind(configuration.GetSection(DatabaseOptimizationOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DatabaseOptimizationOptions>>(new JobOptionsValidator<DatabaseOptimizationOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, DatabaseOptimizationStarter>();
    }
}

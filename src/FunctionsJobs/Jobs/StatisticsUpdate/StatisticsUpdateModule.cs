using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>Registers the snapshot of the queues.</summary>
internal sealed class StatisticsUpdateModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StatisticsUpdateOptions>().Bind(configuration.GetSection(StatisticsUpdateOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StatisticsUpdateOptions>>(new JobOptionsValidator<StatisticsUpdateOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, StatisticsUpdateStarter>();
    }
}

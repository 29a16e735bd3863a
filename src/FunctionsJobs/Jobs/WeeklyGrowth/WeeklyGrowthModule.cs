using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>Registers the weekly growth job.</summary>
internal sealed class WeeklyGrowthModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WeeklyGrowthOptions>()
            .Bind(configuration.GetSection(WeeklyGrowthOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<WeeklyGrowthOptions>>(new JobOptionsValidator<WeeklyGrowthOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, WeeklyGrowthStarter>();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>Registers the cache warming job.</summary>
internal sealed class CacheWarmingModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CacheWarmingOptions>()
            .Bind(configuration.GetSection(CacheWarmingOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CacheWarmingOptions>>(new JobOptionsValidator<CacheWarmingOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, CacheWarmingStarter>();
    }
}

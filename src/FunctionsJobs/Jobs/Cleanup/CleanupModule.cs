using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>Registers a clean-up.</summary>
internal sealed class CleanupModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CleanupOptions>().Bind(configuration.GetSection(CleanupOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CleanupOptions>>(new JobOptionsValidator<CleanupOptions>(options => options.Invalid()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IJobStarter, CleanupStarter>();
    }
}

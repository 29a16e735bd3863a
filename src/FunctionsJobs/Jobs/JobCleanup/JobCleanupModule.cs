using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>Registers the removal of old jobs.</summary>
internal sealed class JobCleanupModule : IJobModule
{
    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobCleanupOptions>().Bind(configuration.GetSection(JobCleanupOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobCleanupOptions>>(new JobOptionsValidator<JobCleanupOptions>(options => options.Invalid()));
        services.AddSingleton<IJobStarter, JobCleanupStarter>();
    }
}

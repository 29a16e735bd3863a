using FunctionsJobs.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Lifecycle;

/// <summary>Registers what starts and repairs jobs.</summary>
internal static class LifecycleModule
{
    /// <summary>Adds the launcher, what tells and watches running jobs, and the reconciler.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QueueWatchOptions>().Bind(configuration.GetSection(QueueWatchOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QueueWatchOptions>>(new JobOptionsValidator<QueueWatchOptions>(options => options.Invalid()));
        return services
            .AddSingleton<JobLauncher>()
            .AddSingleton<JobTeller>()
            .AddSingleton<QueuePump>()
            .AddSingleton<JobIntake>()
            .AddSingleton<JobRemover>()
            .AddSingleton<JobControl>()
            .AddSingleton<JobReconciler>()
            .AddSingleton<QueueWatch>()
            .AddScoped<JobExecution>()
            .AddSingleton<JobExecutionMonitor>()
            .AddHostedService(provider => provider.GetRequiredService<JobExecutionMonitor>())
            .AddSingleton<StartConfirmer>()
            .AddHostedService(provider => provider.GetRequiredService<StartConfirmer>());
    }
}

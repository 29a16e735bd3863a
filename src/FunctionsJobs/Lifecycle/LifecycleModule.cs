using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Lifecycle;

/// <summary>Registers what starts and repairs jobs.</summary>
internal static class LifecycleModule
{
    /// <summary>Adds the launcher, what tells and watches running jobs, and the reconciler.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services) =>
        services
        .AddSingleton<JobLauncher>()
        .AddSingleton<JobTeller>()
        .AddSingleton<QueuePump>()
        .AddSingleton<JobIntake>()
        .AddSingleton<JobRemover>()
        .AddSingleton<JobControl>()
        .AddSingleton<JobReconciler>()
        .AddScoped<JobExecution>()
        .AddSingleton<JobExecutionMonitor>()
        .AddHostedService(provider => provider.GetRequiredService<JobExecutionMonitor>())
        .AddSingleton<StartConfirmer>()
        .AddHostedService(provider => provider.GetRequiredService<StartConfirmer>());
}

using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Lifecycle;

/// <summary>Registers what starts and repairs jobs.</summary>
internal static class LifecycleModule
{
    /// <summary>Adds the launcher and the reconciler.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services) =>
        services.AddSingleton<JobLauncher>().AddSingleton<JobReconciler>();
}

using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Hosting.Configuration;
using FunctionsJobs.Embedded.Hosting.Keys;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting.Durable;

/// <summary>The task hub of the host: its store, its engine and its management API.</summary>
internal static class DurableServices
{
    public static void AddTaskHub(this IServiceCollection services)
    {
        services.AddSingleton<ITaskHubStore>(provider => new SqliteTaskHubStore(
            new SqliteTaskHubOptions
            {
                FilePath = Path.Combine(provider.GetRequiredService<DataFolder>().Path, $"{provider.GetRequiredService<HostSettings>().Durable.HubName}.db"),
            },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteTaskHubStore>>()));
        services.AddSingleton<IDurableFunctionCatalog, DurableFunctionCatalog>();
        services.AddSingleton(CreateManagementOptions);
        services.AddSingleton<ManagementLinks>();
        services.AddSingleton(provider => new TaskHubEngine(
            provider.GetRequiredService<ITaskHubStore>(),
            provider.GetRequiredService<IDurableFunctionCatalog>(),
            CreateEngineOptions(provider),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<ManagementLinks>()));
    }

    private static TaskHubEngineOptions CreateEngineOptions(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<HostSettings>().Durable;
        var host = provider.GetRequiredService<IOptions<EmbeddedHostOptions>>().Value;
        var defaults = new TaskHubEngineOptions();
        return new TaskHubEngineOptions
        {
            HubName = settings.HubName,
            MaxConcurrentActivities = settings.MaxConcurrentActivities,
            MaxConcurrentOrchestrators = settings.MaxConcurrentOrchestrators,
            MaxConcurrentEntities = settings.MaxConcurrentEntities,
            MaxEntityBatchSize = settings.MaxEntityBatchSize,
            ActivityBacklogLimit = Math.Max(defaults.ActivityBacklogLimit, settings.MaxConcurrentActivities),
            InstanceIdleTimeout = settings.InstanceIdleTimeout,
            ActivityDrainTimeout = host.DrainTimeout,
            ActivityCancelTimeout = host.CancellationGrace,
            DefaultVersion = settings.DefaultVersion,
            Versioning = new VersionRules { Version = settings.DefaultVersion, Match = settings.VersionMatch, Failure = settings.VersionFailure },
            ReplaceRunningInstances = settings.ReplaceRunningInstances,
            ForceReplay = host.ForceReplay,
        };
    }

    private static DurableManagementOptions CreateManagementOptions(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<HostSettings>().Durable;
        var keys = provider.GetRequiredService<HostKeys>();
        return new DurableManagementOptions
        {
            HubName = settings.HubName,
            SystemKey = keys.SystemKey(HostKeys.DurableTaskExtension),
            IsOtherKey = keys.IsMaster,
            PublicBaseUrl = provider.GetRequiredService<IOptions<EmbeddedHostOptions>>().Value.PublicBaseUrl,
            UseForwardedHost = settings.UseForwardedHost,
            UseAppLease = settings.UseAppLease,
            MaxBodyBytes = settings.MaxMessageBytes,
        };
    }
}

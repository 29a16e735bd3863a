using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.JobStore.Index;
using FunctionsJobs.JobStore.Postgres;
using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.JobStore.Retention;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;
using FunctionsJobs.Postgres;
using FunctionsJobs.Upkeep;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.JobStore;

/// <summary>Registers the job store.</summary>
public static class JobStoreModule
{
    /// <summary>Adds the store, opened and migrated before the host begins to serve.</summary>
    public static IServiceCollection AddJobStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<JobStoreOptions>()
            .Bind(configuration.GetSection(JobStoreOptions.Section))
            .PostConfigure(options =>
            {
                if (options.ConnectionString.Length == 0)
                {
                    options.ConnectionString = configuration.GetConnectionString(JobStoreOptions.Section) ?? "";
                }

                if (options.DataFile.Length == 0 && StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Sqlite)
                {
                    options.DataFile = Path.Combine(LocalDataFolder.Of(configuration), "jobs.db");
                }
            })
            .ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<JobStoreOptions>, JobStoreOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IJobDatabase>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<JobStoreOptions>>().Value;
            return StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Postgres
                ? new PostgresJobDatabase(
                    options.ConnectionString,
                    options.Postgres,
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<PostgresJobDatabase>>())
                : new SqliteJobDatabase(options.DataFile, options.BusyTimeout);
        });
        services.TryAddSingleton(_ => QueueCatalogueOptions.Read(configuration));
        services.AddSingleton<IDatabaseUpkeep>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<JobStoreOptions>>().Value;
            return StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Postgres
                ? new PostgresUpkeep(
                    "jobs",
                    options.ConnectionString,
                    options.Postgres,
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<PostgresUpkeep>>())
                : new SqliteUpkeep("jobs", options.DataFile, options.BusyTimeout);
        });
        services.TryAddSingleton<IJobStore, SqlJobStore>();
        services.TryAddSingleton<IQueueStore, SqlQueueStore>();
        services.TryAddSingleton<IJobIndex, SqlJobIndex>();
        services.TryAddSingleton<IJobRecovery, SqlJobRecovery>();
        services.TryAddSingleton<IJobRetention, SqlJobRetention>();
        services.TryAddSingleton<IJobAudit, SqlJobAudit>();
        services.AddHostedService<JobStoreStartup>();
        return services;
    }
}

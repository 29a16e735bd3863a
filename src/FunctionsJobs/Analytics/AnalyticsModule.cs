using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Analytics.Metrics.Sql;
using FunctionsJobs.Analytics.Postgres;
using FunctionsJobs.Analytics.Retention;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Analytics.Sqlite;
using FunctionsJobs.Postgres;
using FunctionsJobs.Upkeep;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Analytics;

/// <summary>Registers the analytics store and what its functions need.</summary>
public static class AnalyticsModule
{
    /// <summary>Adds the store, opened and migrated before the host begins to serve.</summary>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<AnalyticsOptions>()
            .Bind(configuration.GetSection(AnalyticsOptions.Section))
            .PostConfigure(options =>
            {
                if (options.ConnectionString.Length == 0)
                {
                    options.ConnectionString = configuration.GetConnectionString(AnalyticsOptions.Section) ?? "";
                }

                if (options.DataFile.Length == 0 && StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Sqlite)
                {
                    options.DataFile = Path.Combine(LocalDataFolder.Of(configuration), "analytics.db");
                }
            })
            .ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<AnalyticsOptions>, AnalyticsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAnalyticsDatabase>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AnalyticsOptions>>().Value;
            return StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Postgres
                ? new PostgresAnalyticsDatabase(
                    options.ConnectionString,
                    options.Postgres,
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<PostgresAnalyticsDatabase>>())
                : new SqliteAnalyticsDatabase(options.DataFile, options.BusyTimeout);
        });
        services.AddSingleton<IDatabaseUpkeep>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AnalyticsOptions>>().Value;
            return StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Postgres
                ? new PostgresUpkeep(
                    "analytics",
                    options.ConnectionString,
                    options.Postgres,
                    provider.GetRequiredService<TimeProvider>(),
                    provider.GetRequiredService<ILogger<PostgresUpkeep>>())
                : new SqliteUpkeep("analytics", options.DataFile, options.BusyTimeout);
        });
        services.TryAddSingleton<IAnalyticsStore, SqlAnalyticsStore>();
        services.TryAddSingleton<IMetricsStore, SqlMetricsStore>();
        services.TryAddSingleton<CurrentRollups>();
        services.TryAddSingleton<IEventRetention, SqlEventRetention>();
        services.TryAddSingleton<EventIngest>();
        services.AddHostedService<AnalyticsStartup>();
        return services;
    }
}

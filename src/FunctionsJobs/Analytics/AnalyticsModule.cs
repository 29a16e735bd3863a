using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Analytics.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Analytics;

/// <summary>Registers the analytics store and what its functions need.</summary>
public static class AnalyticsModule
{
    private const string DataFolderSetting = "FUNCTIONSJOBS_DATA";
    private const string DefaultDataFolder = ".functionsjobs";

    /// <summary>Adds the store, opened and migrated before the host begins to serve.</summary>
    public static IServiceCollection AddAnalytics(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<AnalyticsOptions>()
            .Bind(configuration.GetSection(AnalyticsOptions.Section))
            .PostConfigure(options =>
            {
                if (options.DataFile.Length == 0)
                {
                    options.DataFile = Path.Combine(configuration[DataFolderSetting] is { Length: > 0 } folder ? folder : DefaultDataFolder, "analytics.db");
                }
            })
            .ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<AnalyticsOptions>, AnalyticsOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAnalyticsDatabase>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AnalyticsOptions>>().Value;
            return new SqliteAnalyticsDatabase(options.DataFile, options.BusyTimeout);
        });
        services.TryAddSingleton<IAnalyticsStore, SqlAnalyticsStore>();
        services.TryAddSingleton<EventIngest>();
        services.AddHostedService<AnalyticsStartup>();
        return services;
    }
}

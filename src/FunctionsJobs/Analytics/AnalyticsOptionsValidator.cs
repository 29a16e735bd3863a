using FunctionsJobs.Postgres;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Analytics;

/// <summary>Refuses settings that cannot work, at start, with the value in the message.</summary>
internal sealed class AnalyticsOptionsValidator : IValidateOptions<AnalyticsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AnalyticsOptions options)
    {
        var failures = PostgresOptionsRules
            .Check(AnalyticsOptions.Section, options.Provider, options.ConnectionString, options.DataFile, options.Postgres).ToList();
        if (string.IsNullOrWhiteSpace(options.DataFile) && StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Sqlite)
        {
            failures.Add("Analytics:DataFile must name a file.");
        }

        Within(failures, nameof(options.BusyTimeout), options.BusyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Within(failures, nameof(options.BatchSize), options.BatchSize, 1, 100_000);
        Within(failures, nameof(options.MaxLineBytes), options.MaxLineBytes, 1024, 1024 * 1024);
        Within(failures, nameof(options.MaxReportedErrors), options.MaxReportedErrors, 0, 10_000);
        Within(failures, nameof(options.MaxUnpackRatio), options.MaxUnpackRatio, 10, 2_000);
        Within(failures, nameof(options.MaxEventLead), options.MaxEventLead, TimeSpan.Zero, TimeSpan.FromDays(366));
        Within(failures, nameof(options.MaxBuckets), options.MaxBuckets, 1, 100_000);
        if (options.MaxUnpackedBytes < options.MaxLineBytes)
        {
            failures.Add(
                $"Analytics:MaxUnpackedBytes ({options.MaxUnpackedBytes}) must not be below Analytics:MaxLineBytes ({options.MaxLineBytes}).");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Within<T>(List<string> failures, string setting, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            failures.Add($"Analytics:{setting} is {value}; it must be from {min} to {max}.");
        }
    }
}

using FunctionsJobs.Postgres;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.JobStore;

/// <summary>Refuses settings that cannot work, at start, with the value in the message.</summary>
internal sealed class JobStoreOptionsValidator : IValidateOptions<JobStoreOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, JobStoreOptions options)
    {
        var failures = PostgresOptionsRules
            .Check(JobStoreOptions.Section, options.Provider, options.ConnectionString, options.DataFile, options.Postgres).ToList();
        if (string.IsNullOrWhiteSpace(options.DataFile) && StoreProvider.Of(options.Provider, options.ConnectionString) == StoreProvider.Sqlite)
        {
            failures.Add("JobStore:DataFile must name a file.");
        }

        if (options.BusyTimeout < TimeSpan.FromSeconds(1) || options.BusyTimeout > TimeSpan.FromMinutes(10))
        {
            failures.Add($"JobStore:BusyTimeout is {options.BusyTimeout}; it must be from 00:00:01 to 00:10:00.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

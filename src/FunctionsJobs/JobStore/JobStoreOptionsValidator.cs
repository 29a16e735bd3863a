using Microsoft.Extensions.Options;

namespace FunctionsJobs.JobStore;

/// <summary>Refuses settings that cannot work, at start, with the value in the message.</summary>
internal sealed class JobStoreOptionsValidator : IValidateOptions<JobStoreOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, JobStoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataFile))
        {
            return ValidateOptionsResult.Fail("JobStore:DataFile must name a file.");
        }

        return options.BusyTimeout < TimeSpan.FromSeconds(1) || options.BusyTimeout > TimeSpan.FromMinutes(10)
            ? ValidateOptionsResult.Fail($"JobStore:BusyTimeout is {options.BusyTimeout}; it must be from 00:00:01 to 00:10:00.")
            : ValidateOptionsResult.Success;
    }
}

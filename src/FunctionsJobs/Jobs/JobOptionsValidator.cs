using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs;

/// <summary>Has options say for themselves what is wrong with them, at start.</summary>
internal sealed class JobOptionsValidator<TOptions>(Func<TOptions, string?> invalid) : IValidateOptions<TOptions>
    where TOptions : class
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TOptions options) =>
        invalid(options) is { } message ? ValidateOptionsResult.Fail(message) : ValidateOptionsResult.Success;
}

using Microsoft.Extensions.Options;

namespace FunctionsJobs.Embedded.Hosting;

/// <summary>Checks the embedded host's settings at start, each with its value in the message.</summary>
internal sealed class EmbeddedHostOptionsValidator : IValidateOptions<EmbeddedHostOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddedHostOptions options)
    {
        var problems = new List<string>();
        Require(!string.IsNullOrWhiteSpace(options.DataFolder), "DataFolder must not be empty.");
        Require(options.Port is >= 0 and <= 65535, $"Port must be between 0 and 65535, not {options.Port}.");
        Require(options.DrainTimeout >= TimeSpan.Zero, $"DrainTimeout must not be negative, not {options.DrainTimeout}.");
        Require(options.CancellationGrace >= TimeSpan.Zero, $"CancellationGrace must not be negative, not {options.CancellationGrace}.");
        Require(options.MaxRequestBodyBytes > 0, $"MaxRequestBodyBytes must be positive, not {options.MaxRequestBodyBytes}.");
        Require(options.ResponseBufferBytes > 0, $"ResponseBufferBytes must be positive, not {options.ResponseBufferBytes}.");
        Require(
            options.PublicBaseUrl is not { } url || (url.IsAbsoluteUri && url.Scheme is "http" or "https" && url.Query.Length == 0),
            $"PublicBaseUrl must be an absolute http or https address without a query, not {options.PublicBaseUrl}.");
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);

        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add($"{EmbeddedHostOptions.SectionName}:{problem}");
            }
        }
    }
}

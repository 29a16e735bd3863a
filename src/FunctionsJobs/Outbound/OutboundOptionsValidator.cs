using Microsoft.Extensions.Options;

namespace FunctionsJobs.Outbound;

/// <summary>Refuses settings that cannot work, at start, with the value in the message.</summary>
internal sealed class OutboundOptionsValidator : IValidateOptions<OutboundOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        var failures = new List<string>();
        foreach (var target in options.AllowedTargets.Where(target => !OutboundTarget.TryParse(target, out _)))
        {
            failures.Add($"Outbound:AllowedTargets holds '{target}'; an entry must be host:port.");
        }

        foreach (var port in options.Ports.Where(port => port is < 1 or > 65535))
        {
            failures.Add($"Outbound:Ports holds {port}; it must be from 1 to 65535.");
        }

        if (options.ConnectTimeout < TimeSpan.FromMilliseconds(100) || options.ConnectTimeout > TimeSpan.FromMinutes(1))
        {
            failures.Add($"Outbound:ConnectTimeout is {options.ConnectTimeout}; it must be from 00:00:00.1 to 00:01:00.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

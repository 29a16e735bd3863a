using Microsoft.Extensions.Options;

namespace FunctionsJobs.Blobs;

/// <summary>Refuses settings that cannot work, at start, with the value in the message where it is no secret.</summary>
internal sealed class BlobsOptionsValidator : IValidateOptions<BlobsOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, BlobsOptions options)
    {
        var failures = new List<string>();
        if (options is { ConnectionString.Length: > 0, AccountUri.Length: > 0 })
        {
            failures.Add("Blobs:ConnectionString and Blobs:AccountUri are both given; one of them names the storage account.");
        }

        if (options.AccountUri.Length > 0 && !IsAccount(options.AccountUri))
        {
            failures.Add($"Blobs:AccountUri is {options.AccountUri}; it must be an https address without a query.");
        }

        if (options.ManagedIdentityClientId.Length > 0 && options.AccountUri.Length == 0)
        {
            failures.Add("Blobs:ManagedIdentityClientId is given and Blobs:AccountUri is not; an identity is used with the latter only.");
        }

        if (!IsContainer(options.Container))
        {
            failures.Add($"Blobs:Container is {options.Container}; it must be 3 to 63 characters of a-z, 0-9 and single '-' between them.");
        }

        if (options.LinkLifetime < TimeSpan.FromSeconds(10) || options.LinkLifetime > TimeSpan.FromMinutes(15))
        {
            failures.Add($"Blobs:LinkLifetime is {options.LinkLifetime}; it must be from 00:00:10 to 00:15:00.");
        }

        if (options.MaxRetries is < 0 or > 10)
        {
            failures.Add($"Blobs:MaxRetries is {options.MaxRetries}; it must be from 0 to 10.");
        }

        if (options.TryTimeout < TimeSpan.FromSeconds(1) || options.TryTimeout > TimeSpan.FromMinutes(10))
        {
            failures.Add($"Blobs:TryTimeout is {options.TryTimeout}; it must be from 00:00:01 to 00:10:00.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsAccount(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Query.Length == 0 && uri.UserInfo.Length == 0;

    private static bool IsContainer(string text) =>
        text.Length is >= 3 and <= 63
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && text[0] != '-'
        && text[^1] != '-'
        && !text.Contains("--", StringComparison.Ordinal);
}

using System.Text;
using FunctionsJobs.Analytics;
using FunctionsJobs.Security.Tokens;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Security;

/// <summary>Refuses settings that would let nobody in, or anybody. Messages name settings and never show a secret.</summary>
internal sealed class SecurityOptionsValidator : IValidateOptions<SecurityOptions>
{
    private const int Sha256HexLength = 64;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SecurityOptions options)
    {
        var failures = new List<string>();
        if (!options.TakesTokens && options.ApiKeys.Count == 0)
        {
            failures.Add(
                "Nobody could call this program. Set Security:Issuer and Security:Audience, with Security:MetadataUrl, Security:JwksUrl, Security:Jwks, "
                + "Security:PublicKeys:0 or Security:SigningSecrets:0; or set Security:ApiKeys:<name>:Sha256 and Security:ApiKeys:<name>:Role (docs/security.md).");
        }

        if (options.TakesTokens)
        {
            Required(failures, nameof(options.Issuer), options.Issuer);
            Required(failures, nameof(options.Audience), options.Audience);
        }

        Required(failures, nameof(options.RoleClaim), options.RoleClaim);
        Required(failures, nameof(options.PublisherClaim), options.PublisherClaim);
        CheckKeys(failures, options);
        CheckApiKeys(failures, options);
        Within(failures, nameof(options.ClockSkew), options.ClockSkew, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Within(failures, nameof(options.MaxTokenLength), options.MaxTokenLength, 512, 65_536);
        Within(failures, nameof(options.KeyLifetime), options.KeyLifetime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(7));
        Within(failures, nameof(options.KeyRefreshInterval), options.KeyRefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(failures, nameof(options.KeyFetchTimeout), options.KeyFetchTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        if (options.KeyRefreshInterval > options.KeyLifetime)
        {
            failures.Add($"Security:KeyRefreshInterval ({options.KeyRefreshInterval}) must not be above Security:KeyLifetime ({options.KeyLifetime}).");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void CheckKeys(List<string> failures, SecurityOptions options)
    {
        for (var i = 0; i < options.SigningSecrets.Count; i++)
        {
            if (options.SigningSecrets[i].Length > 0 && Encoding.UTF8.GetByteCount(options.SigningSecrets[i]) < SecurityOptions.MinSecretBytes)
            {
                failures.Add($"Security:SigningSecrets:{i} is shorter than {SecurityOptions.MinSecretBytes} bytes.");
            }
            else if (options.SigningSecrets[i].Contains("-----BEGIN", StringComparison.Ordinal))
            {
                failures.Add($"Security:SigningSecrets:{i} is a key in PEM form. Public keys belong into Security:PublicKeys; as a secret anybody would know them.");
            }
        }

        for (var i = 0; i < options.PublicKeys.Count; i++)
        {
            Failure(failures, $"Security:PublicKeys:{i}", options.PublicKeys[i], text => RsaKeys.ReadPem(text));
        }

        Failure(failures, "Security:Jwks", options.Jwks, text => RsaKeys.ReadKeySet(text));
        Address(failures, nameof(options.JwksUrl), options.JwksUrl);
        Address(failures, nameof(options.MetadataUrl), options.MetadataUrl);
        if (options.JwksUrl.Length > 0 && options.MetadataUrl.Length > 0)
        {
            failures.Add("Security:JwksUrl and Security:MetadataUrl are both set; one of them says where the keys are.");
        }
    }

    private static void CheckApiKeys(List<string> failures, SecurityOptions options)
    {
        foreach (var (name, key) in options.ApiKeys)
        {
            if (key.Sha256.Length != Sha256HexLength || !key.Sha256.All(char.IsAsciiHexDigit))
            {
                failures.Add($"Security:ApiKeys:{name}:Sha256 must be {Sha256HexLength} hex digits: the SHA-256 of the key.");
            }

            if (!RoleNames.TryParse(key.Role, out _))
            {
                failures.Add($"Security:ApiKeys:{name}:Role is '{key.Role}'; it must be {RoleNames.All}.");
            }

            if (key.PublisherId.Length > 0 && !PublisherId.IsValid(key.PublisherId))
            {
                failures.Add($"Security:ApiKeys:{name}:PublisherId {PublisherId.Rule}.");
            }
        }

        foreach (var same in options.ApiKeys.GroupBy(key => key.Value.Sha256, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            failures.Add($"Security:ApiKeys has one key under several names: {string.Join(", ", same.Select(key => key.Key).Order(StringComparer.Ordinal))}.");
        }
    }

    private static void Failure(List<string> failures, string setting, string text, Action<string> read)
    {
        try
        {
            if (text.Length > 0)
            {
                read(text);
            }
        }
        catch (FormatException e)
        {
            failures.Add($"{setting} {e.Message}");
        }
    }

    private static void Address(List<string> failures, string setting, string text)
    {
        if (text.Length > 0
            && !(Uri.TryCreate(text, UriKind.Absolute, out var address)
                && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
        {
            failures.Add($"Security:{setting} must be an https address.");
        }
    }

    private static void Required(List<string> failures, string setting, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            failures.Add($"Security:{setting} is required.");
        }
    }

    private static void Within<T>(List<string> failures, string setting, T value, T min, T max)
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
        {
            failures.Add($"Security:{setting} is {value}; it must be from {min} to {max}.");
        }
    }
}

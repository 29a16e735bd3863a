using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Security;

/// <summary>The API keys of the settings, of which only hashes are known here.</summary>
internal sealed class ApiKeys(IOptions<SecurityOptions> options)
{
    /// <summary>Longest key that is looked at, in characters.</summary>
    public const int MaxLength = 256;

    // By hash: how long the search takes says nothing about a key.
    private readonly FrozenDictionary<string, Caller> _callers = options.Value.ApiKeys.ToFrozenDictionary(
        key => key.Value.Sha256.ToLowerInvariant(),
        key => new Caller
        {
            Kind = CallerKind.Key,
            Subject = key.Key,
            Role = RoleNames.TryParse(key.Value.Role, out var role) ? role : throw new InvalidOperationException("The settings were not validated."),
            Tenant = key.Value.PublisherId.Length == 0 ? null : key.Value.PublisherId,
        },
        StringComparer.Ordinal);

    /// <summary>Whose key it is.</summary>
    public Authentication Check(string key) =>
        key.Length > MaxLength ? new Authentication.Refused(AuthenticationFailure.TooLong)
        : _callers.TryGetValue(Hash(key), out var caller) ? new Authentication.Accepted(caller)
        : new Authentication.Refused(AuthenticationFailure.UnknownKey);

    /// <summary>SHA-256 of a key's UTF-8 text, in lower-case hex: what the settings hold.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

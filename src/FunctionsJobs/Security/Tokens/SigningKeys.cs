using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace FunctionsJobs.Security.Tokens;

/// <summary>The keys that tokens may be signed with, by algorithm: a key is never used with an algorithm that is not its own.</summary>
internal sealed class SigningKeys
{
    private readonly SecurityKey[] _secrets;
    private readonly RsaSecurityKey[] _publicKeys;
    private readonly RemoteKeySet? _remote;

    public SigningKeys(IOptions<SecurityOptions> options, RemoteKeySet? remote)
    {
        var settings = options.Value;
        _remote = remote;
        _secrets = [.. settings.SigningSecrets.Where(secret => secret.Length > 0).Select(secret => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)))];
        _publicKeys =
        [
            .. settings.PublicKeys.Where(key => key.Length > 0).Select(RsaKeys.ReadPem),
            .. settings.Jwks.Length > 0 ? RsaKeys.ReadKeySet(settings.Jwks) : [],
        ];
    }

    /// <summary>
    /// The keys that may have signed a token. Keys without an id may always have; a token without one may be from any key. An id that nobody
    /// knows has the issuer's keys fetched anew, where they were not just now.
    /// </summary>
    /// <param name="algorithm">HS256 or RS256.</param>
    /// <param name="keyId">The token's <c>kid</c>, or null.</param>
    /// <param name="cancellation">Cancels the wait for the issuer, not the fetch itself.</param>
    /// <exception cref="KeysUnavailableException">The issuer does not answer, and never has.</exception>
    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string algorithm, string? keyId, CancellationToken cancellation)
    {
        if (algorithm == SecurityAlgorithms.HmacSha256)
        {
            return _secrets;
        }

        var local = Matching(_publicKeys, keyId);
        if (_remote is null || local.Any(key => keyId is not null && key.KeyId == keyId))
        {
            return local;
        }

        var fetched = Matching(await _remote.GetAsync(cancellation), keyId);
        if (fetched.Length == 0)
        {
            fetched = Matching(await _remote.RefreshAsync(cancellation), keyId);
        }

        return [.. local, .. fetched];
    }

    private static SecurityKey[] Matching(IEnumerable<SecurityKey> keys, string? keyId) =>
        [.. keys.Where(key => keyId is null || string.IsNullOrEmpty(key.KeyId) || key.KeyId == keyId)];
}

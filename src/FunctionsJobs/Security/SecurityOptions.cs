namespace FunctionsJobs.Security;

/// <summary>Who may call; configuration section <c>Security</c>. Empty values count as absent.</summary>
public sealed class SecurityOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Security";

    /// <summary>Shortest secret, in bytes of UTF-8: as long as the hash of HS256 (RFC 7518, 3.2).</summary>
    public const int MinSecretBytes = 32;

    /// <summary>Smallest RSA key, in bits (RFC 7518, 3.3).</summary>
    public const int MinRsaBits = 2048;

    /// <summary>The <c>iss</c> that tokens must have, letter for letter. Required where tokens are to be accepted.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>The <c>aud</c> that tokens must have, or have among theirs. Required where tokens are to be accepted.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Secrets of HS256 tokens, each at least <see cref="MinSecretBytes"/> long; several, so that one can be replaced by another.</summary>
    public IList<string> SigningSecrets { get; } = [];

    /// <summary>Public RSA keys of RS256 tokens, as PEM (<c>\n</c> may stand for a line end), each of at least <see cref="MinRsaBits"/> bits.</summary>
    public IList<string> PublicKeys { get; } = [];

    /// <summary>A JSON Web Key Set as text; its RSA keys for signatures are used.</summary>
    public string Jwks { get; set; } = "";

    /// <summary>Where a JSON Web Key Set is read from, by https (or http on a loopback address).</summary>
    public string JwksUrl { get; set; } = "";

    /// <summary>
    /// The issuer's OpenID metadata (<c>…/.well-known/openid-configuration</c>), which names its key set. Its <c>issuer</c> must be
    /// <see cref="Issuer"/>. Not together with <see cref="JwksUrl"/>.
    /// </summary>
    public string MetadataUrl { get; set; } = "";

    /// <summary>The claim that holds roles, as one string or a list. Names that are no role here are ignored. Default <c>roles</c>.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The claim that binds a token to a publisher. Default <c>publisher_id</c>.</summary>
    public string PublisherClaim { get; set; } = "publisher_id";

    /// <summary>By how much the clocks of issuer and program may differ. Default 30 s; 0 to 5 min.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest token that is read, in characters. Default 8,192; 512 to 65,536.</summary>
    public int MaxTokenLength { get; set; } = 8192;

    /// <summary>How long keys that were fetched are used before they are fetched again. Default 12 h; 1 min to 7 days.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// Shortest time between two fetches of keys: a token that names an unknown key has them fetched, but no more often than this. Default
    /// 1 min; 1 s to 1 h.
    /// </summary>
    public TimeSpan KeyRefreshInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a fetch of keys may take. Default 10 s; 1 s to 1 min.</summary>
    public TimeSpan KeyFetchTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>API keys, by a name that logs and audit trails show.</summary>
    public IDictionary<string, ApiKeyOptions> ApiKeys { get; } = new Dictionary<string, ApiKeyOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether there is a key that tokens could be signed with.</summary>
    internal bool TakesTokens =>
        SigningSecrets.Any(secret => secret.Length > 0) || PublicKeys.Any(key => key.Length > 0)
        || Jwks.Length > 0 || JwksUrl.Length > 0 || MetadataUrl.Length > 0;
}

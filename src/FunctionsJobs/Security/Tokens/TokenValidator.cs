using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FunctionsJobs.Security.Tokens;

/// <summary>
/// Checks bearer tokens: signed JWTs (RFC 7519) by HS256 or RS256, of the issuer and for the audience of the settings, within their time. What
/// the token itself says about keys (<c>jwk</c>, <c>jku</c>, <c>x5c</c>) is not looked at.
/// </summary>
internal sealed class TokenValidator(SigningKeys keys, IOptions<SecurityOptions> options, TimeProvider time)
{
    private readonly SecurityOptions _options = options.Value;
    private readonly CheckedTokens _checked = new(time);
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = options.Value.MaxTokenLength, MapInboundClaims = false };

    /// <summary>Whom the token proves.</summary>
    public async ValueTask<Authentication> ValidateAsync(string token, CancellationToken cancellation)
    {
        if (token.Length > _options.MaxTokenLength)
        {
            return Refused(AuthenticationFailure.TooLong);
        }

        if (_checked.Find(token) is { } known)
        {
            return TokenClaims.Read(known, _options, time.GetUtcNow());
        }

        if (!_options.TakesTokens || TokenHeader.Read(token) is not { } header)
        {
            return Refused(AuthenticationFailure.Malformed);
        }

        if (header.Algorithm is not (SecurityAlgorithms.HmacSha256 or SecurityAlgorithms.RsaSha256) || header.HasExtensions)
        {
            return Refused(AuthenticationFailure.AlgorithmRefused);
        }

        IReadOnlyList<SecurityKey> candidates;
        try
        {
            candidates = await keys.FindAsync(header.Algorithm, header.KeyId, cancellation);
        }
        catch (KeysUnavailableException)
        {
            return new Authentication.Unavailable();
        }

        if (candidates.Count == 0)
        {
            return Refused(AuthenticationFailure.UnknownSigner);
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(header.Algorithm, candidates));
        if (!result.IsValid)
        {
            return Refused(FailureOf(result.Exception));
        }

        var payload = ((JsonWebToken)result.SecurityToken).EncodedPayload;
        _checked.Add(token, payload);
        return TokenClaims.Read(payload, _options, time.GetUtcNow());
    }

    private static Authentication.Refused Refused(AuthenticationFailure failure) => new(failure);

    private static AuthenticationFailure FailureOf(Exception exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => AuthenticationFailure.WrongIssuer,
        SecurityTokenInvalidAudienceException => AuthenticationFailure.WrongAudience,
        SecurityTokenInvalidAlgorithmException => AuthenticationFailure.AlgorithmRefused,
        SecurityTokenInvalidSignatureException => AuthenticationFailure.BadSignature,
        _ => AuthenticationFailure.Malformed,
    };

    private TokenValidationParameters Parameters(string algorithm, IReadOnlyList<SecurityKey> candidates) => new()
    {
        ValidAlgorithms = [algorithm],
        IssuerSigningKeys = candidates,
        TryAllIssuerSigningKeys = true,
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        ValidIssuer = _options.Issuer,
        ValidAudience = _options.Audience,

        // By the program's own clock, with the claims.
        ValidateLifetime = false,
    };
}

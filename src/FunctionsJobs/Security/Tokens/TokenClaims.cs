using System.Buffers.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Security.Tokens;

/// <summary>Reads the claims of a token whose signature, issuer and audience were right.</summary>
internal static class TokenClaims
{
    private const int MaxSubjectLength = 256;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Whom the claims name, if the token's time is now and they have the values they must have.</summary>
    /// <param name="encodedPayload">The token's middle part.</param>
    /// <param name="options">Which claims are looked at.</param>
    /// <param name="now">The time.</param>
    public static Authentication Read(string encodedPayload, SecurityOptions options, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(encodedPayload), Strict);
            return Read(document.RootElement, options, now);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return new Authentication.Refused(AuthenticationFailure.Malformed);
        }
    }

    private static Authentication Read(JsonElement claims, SecurityOptions options, DateTimeOffset now)
    {
        if (Lifetime(claims, options.ClockSkew, now) is { } failure)
        {
            return new Authentication.Refused(failure);
        }

        if (!claims.TryGetProperty("sub"u8, out var sub))
        {
            return new Authentication.Refused(AuthenticationFailure.MissingClaim);
        }

        if (sub.ValueKind != JsonValueKind.String || sub.GetString() is not { Length: > 0 and <= MaxSubjectLength } subject || subject.Any(char.IsControl))
        {
            return new Authentication.Refused(AuthenticationFailure.BadClaim);
        }

        // A publisher that cannot be one must not become "bound to none".
        string? tenant = null;
        if (claims.TryGetProperty(options.PublisherClaim, out var publisher)
            && (publisher.ValueKind != JsonValueKind.String || !PublisherId.IsValid(tenant = publisher.GetString())))
        {
            return new Authentication.Refused(AuthenticationFailure.BadClaim);
        }

        return RoleOf(claims, options.RoleClaim) is { } role
            ? new Authentication.Accepted(new Caller { Kind = CallerKind.Token, Subject = subject, Role = role, Tenant = tenant })
            : new Authentication.WithoutRole(subject);
    }

    private static AuthenticationFailure? Lifetime(JsonElement claims, TimeSpan skew, DateTimeOffset now)
    {
        if (!claims.TryGetProperty("exp"u8, out var exp))
        {
            return AuthenticationFailure.MissingClaim;
        }

        var seconds = now.ToUnixTimeMilliseconds() / 1000.0;
        if (!TryDate(exp, out var expires))
        {
            return AuthenticationFailure.BadClaim;
        }

        if (seconds >= expires + skew.TotalSeconds)
        {
            return AuthenticationFailure.Expired;
        }

        if (!claims.TryGetProperty("nbf"u8, out var nbf))
        {
            return null;
        }

        return !TryDate(nbf, out var begins) ? AuthenticationFailure.BadClaim
            : seconds < begins - skew.TotalSeconds ? AuthenticationFailure.NotYetValid
            : null;
    }

    // Seconds since 1970, perhaps with a fraction (RFC 7519, NumericDate).
    private static bool TryDate(JsonElement value, out double seconds)
    {
        seconds = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out seconds) && double.IsFinite(seconds);
    }

    private static Role? RoleOf(JsonElement claims, string claim)
    {
        if (!claims.TryGetProperty(claim, out var value))
        {
            return null;
        }

        Role? highest = null;
        foreach (var name in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1))
        {
            if (name.ValueKind == JsonValueKind.String && RoleNames.TryParse(name.GetString(), out var role) && !(role <= highest))
            {
                highest = role;
            }
        }

        return highest;
    }
}

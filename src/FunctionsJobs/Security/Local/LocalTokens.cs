using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FunctionsJobs.Security.Local;

/// <summary>Makes tokens that this program accepts, where no issuer is configured.</summary>
internal sealed class LocalTokens(string secret, TimeProvider time)
{
    /// <summary>The issuer of local tokens.</summary>
    public const string Issuer = "functionsjobs-local";

    /// <summary>The audience of local tokens.</summary>
    public const string Audience = "functionsjobs";

    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A token of a role, bound to a publisher or to none.</summary>
    public string Create(Role role, string? publisherId = null)
    {
        var now = time.GetUtcNow();
        var claims = new Dictionary<string, object> { ["sub"] = $"local-{role.ToName()}", ["roles"] = role.ToName() };
        if (publisherId is not null)
        {
            claims["publisher_id"] = publisherId;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret)), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Makes the settings accept these tokens.</summary>
    public void Configure(SecurityOptions options)
    {
        options.Issuer = Issuer;
        options.Audience = Audience;
        options.RoleClaim = "roles";
        options.PublisherClaim = "publisher_id";
        options.SigningSecrets.Clear();
        options.SigningSecrets.Add(secret);
    }
}

using System.Security.Cryptography;
using System.Text;
using FunctionsJobs.Security;
using FunctionsJobs.Security.Tokens;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Security.Tokens;

public sealed class TokenValidatorTests
{
    private const string Issuer = "https://issuer.example/";
    private const string Audience = "jobs";
    private const string Rs256 = """{"alg":"RS256","typ":"JWT"}""";

    // Of the clock of ManualTime, which stands at 2026-01-31T12:00:00Z.
    private const long Now = 1_769_860_800;

    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("0123456789abcdef0123456789abcdef");
    private static readonly byte[] OtherSecret = Encoding.UTF8.GetBytes("fedcba9876543210fedcba9876543210");

    [Theory]
    [InlineData("""["viewer"]""", Role.Viewer)]
    [InlineData("\"operator\"", Role.Operator)]
    [InlineData("""["viewer","admin","operator"]""", Role.Admin)]
    [InlineData("""["root",7,null,"viewer"]""", Role.Viewer)]
    public async Task Validate_WhenSignedByTheSecret_IsItsSubjectInItsHighestRole(string roles, Role role)
    {
        var caller = await AcceptedAsync(Hmac(Claims(roles: roles)));

        Assert.Equal((CallerKind.Token, "alice", role, null), (caller.Kind, caller.Subject, caller.Role, caller.Tenant));
    }

    [Fact]
    public async Task Validate_WhenSignedByThePublicKeysOwner_IsAccepted() =>
        Assert.Equal("alice", (await AcceptedAsync(TokenForge.Rsa(Rs256, Claims(), TestKeys.First))).Subject);

    [Fact]
    public async Task Validate_WithAPublisher_IsBoundToIt() =>
        Assert.Equal("pub-1", (await AcceptedAsync(Hmac(Claims(more: ",\"publisher_id\":\"pub-1\"")))).Tenant);

    [Theory]
    [InlineData("[]")]
    [InlineData("\"root\"")]
    [InlineData("\"Admin\"")]
    [InlineData("""{"admin":true}""")]
    [InlineData("3")]
    public async Task Validate_WhenNoRoleIsOurs_IsWithoutRole(string roles) =>
        Assert.Equal(new Authentication.WithoutRole("alice"), await ValidateAsync(Hmac(Claims(roles: roles))));

    [Theory]
    [InlineData(Now + 1, true)]
    [InlineData(Now - 29, true)]
    [InlineData(Now - 30, false)]
    [InlineData(Now - 86_400, false)]
    public async Task Validate_AroundItsEnd_AllowsForClocksThatDiffer(long expires, bool isAccepted) => Assert.Equal(
        isAccepted ? null : new Authentication.Refused(AuthenticationFailure.Expired), await RefusalAsync(Hmac(Claims(expires: $"{expires}"))));

    [Theory]
    [InlineData(Now, true)]
    [InlineData(Now + 30, true)]
    [InlineData(Now + 31, false)]
    public async Task Validate_AroundItsBeginning_AllowsForClocksThatDiffer(long begins, bool isAccepted) => Assert.Equal(
        isAccepted ? null : new Authentication.Refused(AuthenticationFailure.NotYetValid),
        await RefusalAsync(Hmac(Claims(more: $",\"nbf\":{begins}"))));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("a.b.c.d.e")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJhbGciOiJIUzI1NiIsImtpZCI6Ilx1ZDgwMCJ9.e30.AAAA")]
    [InlineData("eyJhbGciOjF9.e30.AAAA")]
    [InlineData("W10.e30.AAAA")]
    public async Task Validate_WhenItIsNoToken_IsMalformed(string token) => await RefusedAsync(AuthenticationFailure.Malformed, token);

    [Fact]
    public async Task Validate_WhenOverlong_IsRefusedBeforeItIsRead() =>
        await RefusedAsync(AuthenticationFailure.TooLong, Hmac(Claims(more: $",\"x\":\"{new string('x', 8192)}\"")));

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    [InlineData("HS512")]
    [InlineData("HS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    [InlineData("hs256")]
    [InlineData("dir")]
    public async Task Validate_WithAnotherAlgorithm_IsRefusedWhateverTheSignature(string algorithm)
    {
        var header = $$"""{"alg":"{{algorithm}}","typ":"JWT"}""";

        await RefusedAsync(AuthenticationFailure.AlgorithmRefused, TokenForge.Join(header, Claims(), _ => []));
        await RefusedAsync(AuthenticationFailure.AlgorithmRefused, TokenForge.Hmac(header, Claims(), Secret));
        await RefusedAsync(AuthenticationFailure.AlgorithmRefused, TokenForge.Rsa(header, Claims(), TestKeys.First));
    }

    [Fact]
    public async Task Validate_WithCriticalExtensions_IsRefused() => await RefusedAsync(
        AuthenticationFailure.AlgorithmRefused, TokenForge.Hmac("""{"alg":"HS256","crit":["b64"],"b64":true}""", Claims(), Secret));

    // The public key is known to everybody: taken for a secret, everybody could sign.
    [Fact]
    public async Task Validate_WhenThePublicKeyIsUsedAsSecret_IsRefused()
    {
        byte[][] forms =
        [
            Encoding.UTF8.GetBytes(TestKeys.First.ExportRSAPublicKeyPem()), Encoding.UTF8.GetBytes(TestKeys.First.ExportSubjectPublicKeyInfoPem()),
            TestKeys.First.ExportRSAPublicKey(), TestKeys.First.ExportSubjectPublicKeyInfo(), TestKeys.First.ExportParameters(false).Modulus!,
        ];
        foreach (var form in forms)
        {
            await RefusedAsync(AuthenticationFailure.BadSignature, TokenForge.Hmac(TokenForge.Hs256, Claims(), form));
            await RefusedAsync(
                AuthenticationFailure.UnknownSigner, TokenForge.Hmac(TokenForge.Hs256, Claims(), form),
                new SecurityOptions { Issuer = Issuer, Audience = Audience, PublicKeys = { TestKeys.First.ExportSubjectPublicKeyInfoPem() } });
        }
    }

    [Fact]
    public async Task Validate_WhenASecretSignsAsRs256_IsRefused() =>
        await RefusedAsync(AuthenticationFailure.BadSignature, TokenForge.Hmac(Rs256, Claims(), Secret));

    [Fact]
    public async Task Validate_WhenSomebodyElseSigned_IsRefused()
    {
        await RefusedAsync(AuthenticationFailure.BadSignature, TokenForge.Hmac(TokenForge.Hs256, Claims(), OtherSecret));
        await RefusedAsync(AuthenticationFailure.BadSignature, TokenForge.Hmac(TokenForge.Hs256, Claims(), [0]));
        await RefusedAsync(AuthenticationFailure.BadSignature, TokenForge.Rsa(Rs256, Claims(), TestKeys.Second));
        await RefusedAsync(AuthenticationFailure.BadSignature, TokenForge.Rsa(Rs256, Claims(), TestKeys.First, RSASignaturePadding.Pss));
    }

    // A token may bring its own key, or say where it is; neither is looked at.
    [Fact]
    public async Task Validate_WhenTheTokenBringsItsKey_IsRefused()
    {
        var key = TokenForge.KeySet(("own", TestKeys.Second))["{\"keys\":[".Length..^2];

        await RefusedAsync(
            AuthenticationFailure.BadSignature,
            TokenForge.Rsa($$"""{"alg":"RS256","jwk":{{key}},"jku":"https://evil.example/keys","x5u":"https://evil.example/"}""", Claims(), TestKeys.Second));
    }

    [Fact]
    public async Task Validate_WhenAPartWasChanged_IsRefused()
    {
        var parts = Hmac(Claims(roles: "\"viewer\"")).Split('.');

        await RefusedAsync(AuthenticationFailure.BadSignature, $"{parts[0]}.{TokenForge.Encode(Claims(roles: "\"admin\""))}.{parts[2]}");
        await RefusedAsync(AuthenticationFailure.BadSignature, $"{TokenForge.Encode("""{"typ":"JWT","alg":"HS256"}""")}.{parts[1]}.{parts[2]}");
        await RefusedAsync(AuthenticationFailure.BadSignature, $"{parts[0]}.{parts[1]}.{parts[2][..^4]}");
        await RefusedAsync(AuthenticationFailure.BadSignature, $"{parts[0]}.{parts[1]}.");
    }

    [Theory]
    [InlineData("\"https://issuer.example\"")]
    [InlineData("\"HTTPS://ISSUER.EXAMPLE/\"")]
    [InlineData("\"https://evil.example/\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    public async Task Validate_WhenFromAnotherIssuer_IsRefused(string issuer) =>
        await RefusedAsync(AuthenticationFailure.WrongIssuer, Hmac(Claims(issuer: issuer)));

    [Theory]
    [InlineData("\"other\"")]
    [InlineData("\"JOBS\"")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("""["other","jobs2"]""")]
    public async Task Validate_WhenMeantForSomebodyElse_IsRefused(string audience) =>
        await RefusedAsync(AuthenticationFailure.WrongAudience, Hmac(Claims(audience: audience)));

    [Fact]
    public async Task Validate_WhenAmongItsAudiences_IsAccepted() => await AcceptedAsync(Hmac(Claims(audience: """["other","jobs"]""")));

    [Theory]
    [InlineData("""{"iss":"https://issuer.example/","aud":"jobs","sub":"alice","roles":"admin"}""")]
    [InlineData("""{"iss":"https://issuer.example/","aud":"jobs","exp":1769864400,"roles":"admin"}""")]
    public async Task Validate_WithoutExpOrSub_IsRefused(string claims) => await RefusedAsync(AuthenticationFailure.MissingClaim, Hmac(claims));

    [Theory]
    [InlineData(",\"publisher_id\":\"\"")]
    [InlineData(",\"publisher_id\":null")]
    [InlineData(",\"publisher_id\":7")]
    [InlineData(",\"publisher_id\":[\"pub-1\",\"pub-2\"]")]
    [InlineData(",\"publisher_id\":\"pub 1\"")]
    [InlineData(",\"publisher_id\":\"*\"")]
    [InlineData(",\"publisher_id\":\"../pub-1\"")]
    public async Task Validate_WhenAClaimCannotBeOne_IsRefused(string more) => await RefusedAsync(AuthenticationFailure.BadClaim, Hmac(Claims(more: more)));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("7")]
    [InlineData("\"a\\nb\"")]
    public async Task Validate_WhenTheSubjectIsNone_IsRefused(string subject) =>
        await RefusedAsync(AuthenticationFailure.BadClaim, Hmac(Claims(subject: subject)));

    [Theory]
    [InlineData("\"1769864400\"")]
    [InlineData("1e999")]
    [InlineData("null")]
    public async Task Validate_WhenTheEndIsNoTime_IsRefused(string expires) =>
        Assert.NotNull(await RefusalAsync(Hmac(Claims(expires: expires))));

    [Fact]
    public async Task Validate_WhenTheBeginningIsNoTime_IsRefused() => Assert.NotNull(await RefusalAsync(Hmac(Claims(more: ",\"nbf\":\"now\""))));

    [Fact]
    public async Task Validate_WhenAClaimIsThereTwice_IsRefused() =>
        await RefusedAsync(AuthenticationFailure.Malformed, Hmac(Claims(more: ",\"publisher_id\":\"pub-1\",\"publisher_id\":\"pub-2\"")));

    [Fact]
    public async Task Validate_WhenNoTokensAreTaken_IsMalformed() =>
        await RefusedAsync(AuthenticationFailure.Malformed, Hmac(Claims()), new SecurityOptions());

    [Fact]
    public async Task Validate_WhenASecretWasReplaced_TakesBothMeanwhile()
    {
        var options = new SecurityOptions
        {
            Issuer = Issuer, Audience = Audience, SigningSecrets = { Encoding.UTF8.GetString(OtherSecret), Encoding.UTF8.GetString(Secret) },
        };

        Assert.IsType<Authentication.Accepted>(await ValidateAsync(Hmac(Claims()), options));
        Assert.IsType<Authentication.Accepted>(await ValidateAsync(TokenForge.Hmac(TokenForge.Hs256, Claims(), OtherSecret), options));
    }

    [Fact]
    public async Task Validate_WhenItEndsAfterItWasChecked_IsExpired()
    {
        var time = new ManualTime();
        var validator = Validator(Settings(), time);
        var token = Hmac(Claims(expires: $"{Now + 10}"));

        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(token, CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(39));
        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(token, CancellationToken.None));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new Authentication.Refused(AuthenticationFailure.Expired), await validator.ValidateAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task Validate_WithTheClaimsOfACheckedTokenAndAnotherSignature_IsRefused()
    {
        var validator = Validator(Settings(), new ManualTime());
        var token = Hmac(Claims());
        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(token, CancellationToken.None));

        Assert.Equal(
            new Authentication.Refused(AuthenticationFailure.BadSignature),
            await validator.ValidateAsync(TokenForge.Hmac(TokenForge.Hs256, Claims(), OtherSecret), CancellationToken.None));
    }

    private static string Claims(
        string roles = "\"admin\"", string issuer = "\"https://issuer.example/\"", string audience = "\"jobs\"", string subject = "\"alice\"",
        string expires = "1769864400", string more = "") =>
        $$"""{"iss":{{issuer}},"aud":{{audience}},"sub":{{subject}},"exp":{{expires}},"roles":{{roles}}{{more}}}""";

    private static string Hmac(string claims) => TokenForge.Hmac(TokenForge.Hs256, claims, Secret);

    private static async Task<Caller> AcceptedAsync(string token) => Assert.IsType<Authentication.Accepted>(await ValidateAsync(token)).Caller;

    private static async Task RefusedAsync(AuthenticationFailure failure, string token, SecurityOptions? options = null) =>
        Assert.Equal(new Authentication.Refused(failure), await ValidateAsync(token, options));

    private static async Task<Authentication?> RefusalAsync(string token) =>
        await ValidateAsync(token) is Authentication.Refused refused ? refused : null;

    private static async Task<Authentication> ValidateAsync(string token, SecurityOptions? settings = null) =>
        await Validator(settings ?? Settings(), new ManualTime()).ValidateAsync(token, CancellationToken.None);

    private static SecurityOptions Settings() => new()
    {
        Issuer = Issuer,
        Audience = Audience,
        SigningSecrets = { Encoding.UTF8.GetString(Secret) },
        PublicKeys = { TestKeys.First.ExportSubjectPublicKeyInfoPem() },
    };

    private static TokenValidator Validator(SecurityOptions settings, ManualTime time)
    {
        var options = Options.Create(settings);
        return new TokenValidator(new SigningKeys(options, null), options, time);
    }
}

using FunctionsJobs.Security;
using FunctionsJobs.Tests.Security.Harness;

namespace FunctionsJobs.Tests.Security;

public sealed class SecurityOptionsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Options_HaveTheseDefaults()
    {
        var options = new SecurityOptions();

        Assert.Equal(("", "", "", "", ""), (options.Issuer, options.Audience, options.Jwks, options.JwksUrl, options.MetadataUrl));
        Assert.Equal(("roles", "publisher_id"), (options.RoleClaim, options.PublisherClaim));
        Assert.Equal((TimeSpan.FromSeconds(30), 8192), (options.ClockSkew, options.MaxTokenLength));
        Assert.Equal(
            (TimeSpan.FromHours(12), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(10)),
            (options.KeyLifetime, options.KeyRefreshInterval, options.KeyFetchTimeout));
        Assert.Empty(options.SigningSecrets);
        Assert.Empty(options.PublicKeys);
        Assert.Empty(options.ApiKeys);
    }

    [Fact]
    public void Validate_WhenNobodyCouldCall_NamesTheSettings()
    {
        var failure = Assert.Single(Failures(new SecurityOptions { Issuer = "https://issuer.example/" }));

        foreach (var setting in (string[])["Issuer", "Audience", "MetadataUrl", "JwksUrl", "Jwks", "PublicKeys:0", "SigningSecrets:0", "ApiKeys:<name>:Sha256"])
        {
            Assert.Contains($"Security:{setting}", failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validate_WhenValuesAreEmpty_TakesThemForAbsent()
    {
        Assert.Contains("Nobody could call", Assert.Single(Failures(new SecurityOptions { SigningSecrets = { "" }, PublicKeys = { "" } })), StringComparison.Ordinal);
        Assert.Empty(Failures(Valid(options => options.SigningSecrets.Add(""))));
    }

    [Fact]
    public void Validate_WhenRight_IsContent()
    {
        Assert.Empty(Failures(Valid()));
        Assert.Empty(Failures(Valid(options => options.PublicKeys.Add(TestKeys.First.ExportSubjectPublicKeyInfoPem()))));
        Assert.Empty(Failures(Valid(options => options.PublicKeys.Add(TestKeys.First.ExportRSAPublicKeyPem().ReplaceLineEndings("\\n")))));
        Assert.Empty(Failures(Valid(options => options.Jwks = TokenForge.KeySet(("one", TestKeys.First)))));
        Assert.Empty(Failures(Valid(options => options.MetadataUrl = "https://issuer.example/.well-known/openid-configuration")));
        Assert.Empty(Failures(Valid(options => options.JwksUrl = "http://127.0.0.1:8080/keys")));
        Assert.Empty(Failures(new SecurityOptions { ApiKeys = { ["m"] = new() { Sha256 = ApiKeys.Hash("k"), Role = "viewer" } } }));
    }

    [Fact]
    public void Validate_WhenTokensAreTaken_NeedsIssuerAndAudience() => Assert.Equal(
        ["Security:Issuer is required.", "Security:Audience is required."], Failures(new SecurityOptions { SigningSecrets = { Secret } }));

    [Fact]
    public void Validate_WhenAKeyIsNone_SaysWhichAndShowsNothingOfIt()
    {
        const string marker = "MARKERMARKER";
        Assert.Equal("Security:SigningSecrets:1 is shorter than 32 bytes.", Failure(options => options.SigningSecrets.Add(marker)));
        Assert.StartsWith("Security:SigningSecrets:1 is a key in PEM form.", Failure(options => options.SigningSecrets.Add(TestKeys.First.ExportRSAPublicKeyPem())), StringComparison.Ordinal);
        Assert.Equal("Security:PublicKeys:0 is no RSA public key in PEM form.", Failure(options => options.PublicKeys.Add(marker)));
        Assert.StartsWith("Security:PublicKeys:0 holds a private key;", Failure(options => options.PublicKeys.Add(TestKeys.First.ExportPkcs8PrivateKeyPem())), StringComparison.Ordinal);
        Assert.Equal("Security:PublicKeys:0 has an RSA key of 1024 bits; 2048 are needed.", Failure(options => options.PublicKeys.Add(TestKeys.Small.ExportRSAPublicKeyPem())));
        Assert.Equal("Security:Jwks is no JSON Web Key Set.", Failure(options => options.Jwks = marker));
        Assert.Equal("Security:Jwks has no RSA key for signatures.", Failure(options => options.Jwks = """{"keys":[]}"""));
    }

    [Theory]
    [InlineData("http://issuer.example/keys")]
    [InlineData("ftp://issuer.example/keys")]
    [InlineData("file:///etc/passwd")]
    [InlineData("keys")]
    public void Validate_WhenAnAddressIsNotHttps_Refuses(string address)
    {
        Assert.Equal("Security:JwksUrl must be an https address.", Failure(options => options.JwksUrl = address));
        Assert.Equal("Security:MetadataUrl must be an https address.", Failure(options => options.MetadataUrl = address));
    }

    [Fact]
    public void Validate_WhenAnApiKeyIsWrong_SaysWhat()
    {
        var options = Valid(settings =>
        {
            settings.ApiKeys["a"] = new() { Sha256 = "the key itself", Role = "root", PublisherId = "a b" };
            settings.ApiKeys["b"] = new() { Sha256 = ApiKeys.Hash("same"), Role = "viewer" };
            settings.ApiKeys["c"] = new() { Sha256 = ApiKeys.Hash("same").ToUpperInvariant(), Role = "viewer" };
        });

        Assert.Equal(
            [
                "Security:ApiKeys:a:Sha256 must be 64 hex digits: the SHA-256 of the key.",
                "Security:ApiKeys:a:Role is 'root'; it must be viewer, operator or admin.",
                "Security:ApiKeys:a:PublisherId must be 1 to 64 characters of A-Z, a-z, 0-9, '.', '_' and '-', starting with a letter or digit.",
                "Security:ApiKeys has one key under several names: b, c.",
            ],
            Failures(options));
    }

    [Fact]
    public void Validate_WhenOutOfBounds_NamesTheValue()
    {
        Assert.Equal("Security:ClockSkew is 00:05:01; it must be from 00:00:00 to 00:05:00.", Failure(options => options.ClockSkew = TimeSpan.FromSeconds(301)));
        Assert.Equal("Security:MaxTokenLength is 511; it must be from 512 to 65536.", Failure(options => options.MaxTokenLength = 511));
        Assert.Equal("Security:KeyFetchTimeout is 00:00:00; it must be from 00:00:01 to 00:01:00.", Failure(options => options.KeyFetchTimeout = TimeSpan.Zero));
        Assert.Equal("Security:RoleClaim is required.", Failure(options => options.RoleClaim = " "));
        Assert.Equal(
            "Security:KeyRefreshInterval (00:30:00) must not be above Security:KeyLifetime (00:20:00).",
            Failure(options => (options.KeyRefreshInterval, options.KeyLifetime) = (TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(20))));
        Assert.Equal(
            "Security:JwksUrl and Security:MetadataUrl are both set; one of them says where the keys are.",
            Failure(options => options.JwksUrl = options.MetadataUrl = "https://issuer.example/"));
    }

    private static SecurityOptions Valid(Action<SecurityOptions>? change = null)
    {
        var options = new SecurityOptions { Issuer = "https://issuer.example/", Audience = "jobs", SigningSecrets = { Secret } };
        change?.Invoke(options);
        return options;
    }

    private static string Failure(Action<SecurityOptions> change) => Assert.Single(Failures(Valid(change)));

    private static IEnumerable<string> Failures(SecurityOptions options) => new SecurityOptionsValidator().Validate(null, options).Failures ?? [];
}

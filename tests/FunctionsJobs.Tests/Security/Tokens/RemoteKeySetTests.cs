using System.Net;
using FunctionsJobs.Security;
using FunctionsJobs.Security.Tokens;
using FunctionsJobs.Tests.Lifecycle.Harness;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Security.Tokens;

public sealed class RemoteKeySetTests
{
    private const string Issuer = "https://issuer.example/";
    private const string MetadataUrl = "https://issuer.example/.well-known/openid-configuration";
    private const string KeysUrl = "https://issuer.example/keys";
    private const string Metadata = """{"issuer":"https://issuer.example/","jwks_uri":"https://issuer.example/keys"}""";

    private readonly IssuerStub _issuer = new();
    private readonly ManualTime _time = new();
    private readonly SecurityOptions _options = new() { Issuer = Issuer, Audience = "jobs", MetadataUrl = MetadataUrl };

    public RemoteKeySetTests()
    {
        _issuer.Serve(MetadataUrl, Metadata);
        _issuer.Serve(KeysUrl, TokenForge.KeySet(("one", TestKeys.First)));
    }

    private int Fetches => _issuer.Asked.Count(url => url == KeysUrl);

    [Fact]
    public async Task Validate_WithKeysOfTheMetadata_IsAcceptedAndFetchesOnce()
    {
        var validator = Validator();

        for (var i = 0; i < 10; i++)
        {
            Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
        }

        Assert.Equal([MetadataUrl, KeysUrl], _issuer.Asked);
    }

    [Fact]
    public async Task Validate_WhenTheIssuerHasANewKey_FetchesIt()
    {
        var validator = Validator();
        await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None);
        _issuer.Serve(KeysUrl, TokenForge.KeySet(("one", TestKeys.First), ("two", TestKeys.Second)));
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(Token("two", TestKeys.Second), CancellationToken.None));
        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
        Assert.Equal(2, Fetches);
    }

    // Anybody can name keys that are not there: the issuer must not feel it.
    [Fact]
    public async Task Validate_WhenManyUnknownKeysAreNamed_FetchesNoMoreThanOncePerInterval()
    {
        var validator = Validator();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(
                new Authentication.Refused(AuthenticationFailure.UnknownSigner),
                await validator.ValidateAsync(Token($"unknown-{i}", TestKeys.Second), CancellationToken.None));
        }

        Assert.Equal(1, Fetches);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => validator.ValidateAsync(Token($"more-{i}", TestKeys.Second), CancellationToken.None).AsTask()));
        Assert.Equal(2, Fetches);
    }

    [Fact]
    public async Task Validate_WhenTheIssuerIsAway_GoesOnWithTheKeysFromBefore()
    {
        var validator = Validator();
        await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None);
        _issuer.Answers[MetadataUrl] = _ => throw new HttpRequestException("away");
        _time.Advance(TimeSpan.FromHours(13));

        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
    }

    [Fact]
    public async Task Validate_WhenTheIssuerTookAKeyBack_RefusesItOnceKeysAreOld()
    {
        var validator = Validator();
        await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None);
        _issuer.Serve(KeysUrl, TokenForge.KeySet(("two", TestKeys.Second)));
        _time.Advance(TimeSpan.FromHours(12));

        Assert.Equal(
            new Authentication.Refused(AuthenticationFailure.UnknownSigner), await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
    }

    [Fact]
    public async Task Validate_WhenTheIssuerNeverAnswered_IsUnavailableAndTriesAgainLater()
    {
        _issuer.Answers[MetadataUrl] = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.InternalServerError));
        var validator = Validator();

        Assert.IsType<Authentication.Unavailable>(await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
        Assert.IsType<Authentication.Unavailable>(await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
        Assert.Single(_issuer.Asked);
        _issuer.Serve(MetadataUrl, Metadata);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Authentication.Accepted>(await validator.ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
    }

    [Fact]
    public async Task Validate_WhenTheIssuerHangs_IsUnavailableAfterTheTimeLimit()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _issuer.Answers[MetadataUrl] = async cancellation =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            throw new InvalidOperationException("The wait has no end of its own.");
        };
        var validating = Validator().ValidateAsync(Token("one", TestKeys.First), CancellationToken.None);
        await asked.Task;
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<Authentication.Unavailable>(await validating);
    }

    [Theory]
    [InlineData("""{"issuer":"https://evil.example/","jwks_uri":"https://issuer.example/keys"}""")]
    [InlineData("""{"issuer":"https://issuer.example/","jwks_uri":"http://issuer.example/keys"}""")]
    [InlineData("""{"issuer":"https://issuer.example/","jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("""{"issuer":"https://issuer.example/"}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task Validate_WhenTheMetadataIsNotTheIssuers_IsUnavailable(string metadata)
    {
        _issuer.Serve(MetadataUrl, metadata);

        Assert.IsType<Authentication.Unavailable>(await Validator().ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
        Assert.Equal([MetadataUrl], _issuer.Asked);
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"one","k":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"one","n":"AQAB","e":"AQAB"}]}""")]
    [InlineData("nothing")]
    public async Task Validate_WhenTheKeySetHasNoKeyOfUse_IsUnavailable(string keys)
    {
        _issuer.Serve(KeysUrl, keys);

        Assert.IsType<Authentication.Unavailable>(await Validator().ValidateAsync(Token("one", TestKeys.First), CancellationToken.None));
    }

    [Fact]
    public async Task Validate_WithoutAKeyId_TriesEveryKey()
    {
        _issuer.Serve(KeysUrl, TokenForge.KeySet(("one", TestKeys.First), ("two", TestKeys.Second)));

        Assert.IsType<Authentication.Accepted>(await Validator().ValidateAsync(Token(null, TestKeys.Second), CancellationToken.None));
    }

    [Fact]
    public async Task Validate_WithAKeysIdAndAnothersSignature_IsRefused()
    {
        _issuer.Serve(KeysUrl, TokenForge.KeySet(("one", TestKeys.First), ("two", TestKeys.Second)));

        Assert.Equal(
            new Authentication.Refused(AuthenticationFailure.BadSignature),
            await Validator().ValidateAsync(Token("one", TestKeys.Second), CancellationToken.None));
    }

    private static string Token(string? keyId, System.Security.Cryptography.RSA key) => TokenForge.Rsa(
        keyId is null ? """{"alg":"RS256"}""" : $$"""{"alg":"RS256","kid":"{{keyId}}"}""",
        """{"iss":"https://issuer.example/","aud":"jobs","sub":"alice","exp":1801396800,"roles":"viewer"}""",
        key);

    private TokenValidator Validator()
    {
        var options = Options.Create(_options);
        var remote = new RemoteKeySet(new HttpClient(_issuer), options, _time, NullLogger<RemoteKeySet>.Instance);
        return new TokenValidator(new SigningKeys(options, remote), options, _time);
    }
}

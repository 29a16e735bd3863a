using FunctionsJobs.Security;
using FunctionsJobs.Security.Tokens;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Security;

public sealed class AuthenticatorTests
{
    private const string Key = "a key of a machine, made at random";

    [Theory]
    [InlineData("x-api-key")]
    [InlineData("X-API-KEY")]
    [InlineData("x-functions-key")]
    public async Task Authenticate_WithAKeyOfTheSettings_IsItsBearer(string header) => Assert.Equal(
        new Authentication.Accepted(new Caller { Kind = CallerKind.Key, Subject = "ingest", Role = Role.Operator, Tenant = "pub-1" }),
        await AuthenticateAsync((header, Key)));

    [Fact]
    public async Task Authenticate_WithAToken_IsItsSubject() =>
        Assert.IsType<Authentication.Accepted>(await AuthenticateAsync(("Authorization", $"bearer {TestTokens.Of(Role.Viewer)}")));

    [Fact]
    public async Task Authenticate_WithNothing_IsMissing() => Assert.Equal(Refused(AuthenticationFailure.Missing), await AuthenticateAsync());

    [Fact]
    public async Task Authenticate_WithMoreThanOne_IsRefusedEvenWhereEachIsGood()
    {
        var token = $"Bearer {TestTokens.Of(Role.Viewer)}";

        Assert.Equal(Refused(AuthenticationFailure.Several), await AuthenticateAsync(("Authorization", token), ("x-api-key", Key)));
        Assert.Equal(Refused(AuthenticationFailure.Several), await AuthenticateAsync(("x-functions-key", Key), ("x-api-key", Key)));
        Assert.Equal(Refused(AuthenticationFailure.Several), await AuthenticateAsync(("Authorization", token), ("Authorization", token)));
    }

    [Theory]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Token abc")]
    public async Task Authenticate_WithAnotherScheme_IsMalformed(string header) =>
        Assert.Equal(Refused(AuthenticationFailure.Malformed), await AuthenticateAsync(("Authorization", header)));

    [Theory]
    [InlineData("")]
    [InlineData("another key")]
    [InlineData("A KEY OF A MACHINE, MADE AT RANDOM")]
    public async Task Authenticate_WithAnotherKey_IsUnknown(string key) =>
        Assert.Equal(Refused(AuthenticationFailure.UnknownKey), await AuthenticateAsync(("x-api-key", key)));

    // Who reads the settings cannot call.
    [Fact]
    public async Task Authenticate_WithTheHashOfAKey_IsUnknown() =>
        Assert.Equal(Refused(AuthenticationFailure.UnknownKey), await AuthenticateAsync(("x-api-key", ApiKeys.Hash(Key))));

    [Fact]
    public async Task Authenticate_WithAnOverlongKey_IsTooLong() =>
        Assert.Equal(Refused(AuthenticationFailure.TooLong), await AuthenticateAsync(("x-api-key", new string('k', 257))));

    private static Authentication.Refused Refused(AuthenticationFailure failure) => new(failure);

    private static async Task<Authentication> AuthenticateAsync(params (string Name, string Value)[] sent)
    {
        var settings = new SecurityOptions
        {
            ApiKeys = { ["ingest"] = new() { Sha256 = ApiKeys.Hash(Key).ToUpperInvariant(), Role = "operator", PublisherId = "pub-1" } },
        };
        new FunctionsJobs.Security.Local.LocalTokens(TestTokens.Secret, TimeProvider.System).Configure(settings);
        var options = Options.Create(settings);
        var headers = new HttpHeadersCollection();
        foreach (var (name, value) in sent)
        {
            headers.TryAddWithoutValidation(name, value);
        }

        return await new Authenticator(
            new Lazy<TokenValidator>(() => new TokenValidator(new SigningKeys(options, null), options, TimeProvider.System)), new ApiKeys(options))
            .AuthenticateAsync(headers, CancellationToken.None);
    }
}

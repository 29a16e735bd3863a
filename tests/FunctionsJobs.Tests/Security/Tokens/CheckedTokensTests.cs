using FunctionsJobs.Security.Tokens;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Security.Tokens;

public sealed class CheckedTokensTests
{
    private readonly ManualTime _time = new();
    private readonly CheckedTokens _tokens;

    public CheckedTokensTests() => _tokens = new CheckedTokens(_time);

    [Fact]
    public void Find_WhileTheCheckHolds_IsItsClaims()
    {
        _tokens.Add("head.claims.signature", "claims");
        _time.Advance(CheckedTokens.Lifetime - TimeSpan.FromMilliseconds(1));

        Assert.Equal("claims", _tokens.Find("head.claims.signature"));
    }

    [Fact]
    public void Find_WhenTheCheckIsTooOld_IsNull()
    {
        _tokens.Add("head.claims.signature", "claims");
        _time.Advance(CheckedTokens.Lifetime);

        Assert.Null(_tokens.Find("head.claims.signature"));
    }

    [Theory]
    [InlineData("head.claims.signaturf")]
    [InlineData("head.claims.")]
    [InlineData("head.claims.signature ")]
    [InlineData("HEAD.claims.signature")]
    public void Find_WithAnotherTokenOfTheSameClaims_IsNull(string other)
    {
        _tokens.Add("head.claims.signature", "claims");

        Assert.Null(_tokens.Find(other));
    }

    [Fact]
    public void Add_WhenThereAreTooMany_ForgetsThem()
    {
        for (var i = 0; i <= CheckedTokens.MaxTokens; i++)
        {
            _tokens.Add($"token {i}", "claims");
        }

        Assert.Null(_tokens.Find("token 0"));
        Assert.Equal("claims", _tokens.Find($"token {CheckedTokens.MaxTokens}"));
    }
}

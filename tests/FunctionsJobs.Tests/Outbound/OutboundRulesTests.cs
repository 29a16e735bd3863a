using FunctionsJobs.Outbound;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Tests.Outbound;

public sealed class OutboundRulesTests
{
    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    [InlineData("http://2852039166/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://localhost:7071/admin/host/status")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://metadata/")]
    [InlineData("http://metadata.google.internal/")]
    [InlineData("http://printer.local/")]
    [InlineData("http://app.localhost/")]
    [InlineData("http://[::1]/")]
    [InlineData("https://example.com:6379/")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://example.com@127.0.0.1/")]
    public void Refuse_WhenTheAddressIsNoPublicOne_SaysWhy(string address) =>
        Assert.NotNull(Rules().Refuse(new Uri(address)));

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("http://example.com/hook?x=1")]
    [InlineData("https://8.8.8.8/")]
    public void Refuse_WhenPublic_IsNull(string address) => Assert.Null(Rules().Refuse(new Uri(address)));

    [Fact]
    public void Refuse_WhenRelative_SaysWhy() => Assert.NotNull(Rules().Refuse(new Uri("/hook", UriKind.Relative)));

    [Fact]
    public void Refuse_WhenTheSettingsNameTheTarget_IsNullForThatPortAlone()
    {
        var rules = Rules("hooks.local:8080", "127.0.0.1:9000");

        Assert.Null(rules.Refuse(new Uri("http://HOOKS.local:8080/a")));
        Assert.Null(rules.Refuse(new Uri("http://127.0.0.1:9000/a")));
        Assert.NotNull(rules.Refuse(new Uri("http://127.0.0.1:9001/a")));
        Assert.NotNull(rules.Refuse(new Uri("http://hooks.local/a")));
    }

    private static OutboundRules Rules(params string[] allowed) =>
        new(Options.Create(new OutboundOptions { AllowedTargets = [.. allowed] }));
}

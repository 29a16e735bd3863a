using FunctionsJobs.Scraping;

namespace FunctionsJobs.Tests.Scraping;

public sealed class TargetUrlTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com/", "example.com")]
    [InlineData("HTTP://WWW.Example.COM./a?b#c", "http://www.example.com./a?b", "example.com")]
    [InlineData("https://www.de/", "https://www.de/", "www.de")]
    [InlineData("https://münchen.example:8443/", "https://münchen.example:8443/", "xn--mnchen-3ya.example")]
    [InlineData("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1")]
    public void TryRead_OfAWebAddress_GivesItAndItsHost(string text, string expected, string key)
    {
        Assert.True(TargetUrl.TryRead(text, out var url));
        Assert.Equal((expected, key), (url.AbsoluteUri, TargetUrl.LimitKey(url)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("//example.com/")]
    [InlineData("/path")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://example.com/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user@example.com/")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://")]
    [InlineData("https://exa mple.com/")]
    [InlineData("https://example.com/\r\nHost: x")]
    [InlineData(" https://example.com/")]
    public void TryRead_OfAnythingElse_IsFalse(string text) => Assert.False(TargetUrl.TryRead(text, out _));

    [Fact]
    public void TryRead_OfALongAddress_IsFalse() => Assert.False(TargetUrl.TryRead("https://example.com/" + new string('a', TargetUrl.MaxLength), out _));
}

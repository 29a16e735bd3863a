using FunctionsJobs.Companies;

namespace FunctionsJobs.Tests.Companies;

public sealed class CompanyDomainTests
{
    [Theory]
    [InlineData("https://www.Acme.Example/about?x=1#y", "acme.example")]
    [InlineData("http://acme.example:8080", "acme.example")]
    [InlineData("https://acme.example./", "acme.example")]
    [InlineData("https://shop.acme.example", "shop.acme.example")]
    [InlineData("https://www.de", "www.de")]
    [InlineData("https://wwwhat.example", "wwwhat.example")]
    [InlineData("https://Bücher.example", "xn--bcher-kva.example")]
    [InlineData("https://xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("https://user:secret@acme.example/", "acme.example")]
    [InlineData("http://127.0.0.1:9000/", "127.0.0.1")]
    public void TryRead_OfAPagesUrl_GivesTheDomain(string url, string expected)
    {
        Assert.True(CompanyDomain.TryRead(url, out var domain));
        Assert.Equal(expected, domain);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("acme.example")]
    [InlineData("/about")]
    [InlineData("ftp://acme.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://")]
    [InlineData("https://a b.example/")]
    public void TryRead_OfAnythingElse_GivesNone(string? url) => Assert.False(CompanyDomain.TryRead(url, out _));

    [Fact]
    public void TryRead_OfAUrlThatIsTooLong_GivesNone() =>
        Assert.False(CompanyDomain.TryRead("https://acme.example/" + new string('a', CompanyBounds.MaxUrl), out _));

    [Fact]
    public void IdOf_TenantAndDomain_IsStableAndDiffersByEither()
    {
        var id = CompanyId.Of("pub-1", "acme.example");

        Assert.Equal(id, CompanyId.Of("pub-1", "acme.example"));
        Assert.True(CompanyId.IsValid(id));
        Assert.Equal(4, new[] { id, CompanyId.Of("pub-2", "acme.example"), CompanyId.Of(null, "acme.example"), CompanyId.Of("pub-1", "acme2.example") }.Distinct().Count());
        Assert.Equal("co-fcf75370ae350045cd5cff28f78ccd0f", id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("co-")]
    [InlineData("co-FCF75370AE350045CD5CFF28F78CCD0F")]
    [InlineData("co-fcf75370ae350045cd5cff28f78ccd0")]
    [InlineData("xx-fcf75370ae350045cd5cff28f78ccd0f")]
    [InlineData("co-fcf75370ae350045cd5cff28f78ccd0'")]
    public void IsValid_OfAnythingButAnId_IsFalse(string? id) => Assert.False(CompanyId.IsValid(id));
}

using FunctionsJobs.Cache.Entries;

namespace FunctionsJobs.Tests.Cache;

public class CacheKeyTests
{
    [Fact]
    public void Text_HoldsVersionTenantAndName()
    {
        Assert.Equal("v2:of:pub-1:dashboard:stats", new CacheKey("pub-1", "dashboard:stats", 2).Text);
        Assert.Equal("v1:all:dashboard:stats", new CacheKey(null, "dashboard:stats", 1).Text);
    }

    [Fact]
    public void Text_OfDifferentKeys_Differs()
    {
        string?[] tenants = [null, "all", "of", "a", "a.b", "v1"];
        string[] names = ["a", "all:a", "of:a:a", "a:a", "v1:all:a"];
        var texts = (from tenant in tenants from name in names from version in (int[])[1, 2, 11] select new CacheKey(tenant, name, version).Text).ToArray();

        Assert.Equal(texts.Length, texts.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("a:b", "x")]
    [InlineData("", "x")]
    [InlineData("a b", "x")]
    [InlineData("a", "")]
    [InlineData("a", "x y")]
    [InlineData("a", "x\n")]
    [InlineData("a", "ä")]
    public void New_OfWhatDoesNotKeepToTheGrammar_IsRefused(string tenant, string name) => Assert.Throws<ArgumentException>(() => new CacheKey(tenant, name, 1));
}

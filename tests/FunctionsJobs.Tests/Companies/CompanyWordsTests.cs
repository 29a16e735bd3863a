using FunctionsJobs.Companies;

namespace FunctionsJobs.Tests.Companies;

public sealed class CompanyWordsTests
{
    [Theory]
    [InlineData("Müller & Söhne", "muller,sohne")]
    [InlineData("ROCKETS rockets, Rockets!", "rockets")]
    [InlineData("a b2b 24/7", "b2b,24")]
    [InlineData("' OR 1=1 --", "or")]
    [InlineData("🚀\uD800", "")]
    public void OfQuery_FoldsAndSplits(string query, string expected) => Assert.Equal(expected, string.Join(',', CompanyWords.OfQuery(query)));

    [Fact]
    public void OfQuery_WithManyWords_TakesTheFirst() =>
        Assert.Equal(CompanyWords.MaxQueryWords, CompanyWords.OfQuery(string.Join(' ', Enumerable.Range(10, 1_000))).Count);
}

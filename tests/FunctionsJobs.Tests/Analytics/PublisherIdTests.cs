using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

public sealed class PublisherIdTests
{
    [Theory]
    [InlineData("pub-123")]
    [InlineData("a")]
    [InlineData("9")]
    [InlineData("com.example_1")]
    [InlineData("0191f2a4-5b6c-7d8e-9f00-112233445566")]
    public void IsValid_WhenWithinTheGrammar_Accepts(string id) => Assert.True(PublisherId.IsValid(id));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a%2fb")]
    [InlineData("a\0")]
    [InlineData("a\r\nb")]
    [InlineData("a' or 1=1")]
    [InlineData("@a")]
    [InlineData("ä")]
    [InlineData("a:b")]
    public void IsValid_WhenOutsideTheGrammar_Refuses(string? id) => Assert.False(PublisherId.IsValid(id));

    [Fact]
    public void IsValid_WhenAtTheLengthLimit_IsExact()
    {
        Assert.True(PublisherId.IsValid(new string('a', PublisherId.MaxLength)));
        Assert.False(PublisherId.IsValid(new string('a', PublisherId.MaxLength + 1)));
    }
}

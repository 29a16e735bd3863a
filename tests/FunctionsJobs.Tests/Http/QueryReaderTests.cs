using FunctionsJobs.Http;

namespace FunctionsJobs.Tests.Http;

public sealed class QueryReaderTests
{
    [Fact]
    public void Required_WhenPresent_GivesTheDecodedValue()
    {
        var reader = new QueryReader(FakeHttpRequest.Get("/x?publisherId=a%20b&code=key"));
        Assert.Equal("a b", reader.Required("PublisherID"));
        reader.RefuseUnknown();
        Assert.True(reader.Errors.IsEmpty);
    }

    [Theory]
    [InlineData("/x")]
    [InlineData("/x?from=")]
    public void Required_WhenMissingOrEmpty_IsAnError(string url)
    {
        var reader = new QueryReader(FakeHttpRequest.Get(url));
        Assert.Null(reader.Required("from"));
        Assert.Equal(["is required"], reader.Errors.ToDictionary()["from"]);
    }

    [Fact]
    public void Constructor_WhenAParameterIsRepeated_IsAnError()
    {
        var reader = new QueryReader(FakeHttpRequest.Get("/x?from=2026-01-01&FROM=2026-01-02"));
        Assert.Equal("must be given once", Assert.Single(reader.Errors.ToDictionary()).Value.Single());
    }

    [Fact]
    public void Constructor_WhenAValueIsVeryLong_IsAnError()
    {
        var reader = new QueryReader(FakeHttpRequest.Get("/x?a=" + new string('b', 3000)));
        Assert.Contains("a", reader.Errors.ToDictionary().Keys);
    }

    [Fact]
    public void RefuseUnknown_WhenAParameterIsMisspelt_NamesIt()
    {
        var reader = new QueryReader(FakeHttpRequest.Get("/x?garnularity=day"));
        _ = reader.Optional("granularity");
        reader.RefuseUnknown();
        Assert.Contains("garnularity", reader.Errors.ToDictionary().Keys);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("1e6")]
    [InlineData("1000000")]
    [InlineData("abc")]
    [InlineData("")]
    [InlineData(" 5")]
    [InlineData("99999999999999999999")]
    public void Integer_WhenOutOfBoundsOrNoNumber_IsAnError(string text)
    {
        var reader = new QueryReader(FakeHttpRequest.Get("/x?limit=" + Uri.EscapeDataString(text)));
        Assert.Equal(50, reader.Integer("limit", 50, 1, 200));
        Assert.Equal(["must be a whole number from 1 to 200"], reader.Errors.ToDictionary()["limit"]);
    }

    [Theory]
    [InlineData("/x", 50)]
    [InlineData("/x?limit=1", 1)]
    [InlineData("/x?limit=200", 200)]
    public void Integer_WhenAbsentOrWithinBounds_GivesIt(string url, int expected)
    {
        var reader = new QueryReader(FakeHttpRequest.Get(url));
        Assert.Equal(expected, reader.Integer("limit", 50, 1, 200));
        Assert.True(reader.Errors.IsEmpty);
    }

    [Fact]
    public void RequiredInstant_WhenLocalTimeWithoutZone_IsAnError()
    {
        var reader = new QueryReader(FakeHttpRequest.Get("/x?from=2026-01-01T00:00:00"));
        Assert.Null(reader.RequiredInstant("from"));
        Assert.Equal([Iso8601.Rule], reader.Errors.ToDictionary()["from"]);
    }
}

using System.Globalization;
using System.Text;
using FunctionsJobs.Http;

namespace FunctionsJobs.Tests.Http;

public sealed class Iso8601Tests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00.0000000+00:00")]
    [InlineData("2026-01-31T12:34Z", "2026-01-31T12:34:00.0000000+00:00")]
    [InlineData("2026-01-31T12:34:56Z", "2026-01-31T12:34:56.0000000+00:00")]
    [InlineData("2026-01-31T12:34:56.7Z", "2026-01-31T12:34:56.7000000+00:00")]
    [InlineData("2026-01-31T12:34:56.789Z", "2026-01-31T12:34:56.7890000+00:00")]
    [InlineData("2026-01-31T12:34:56.123456789Z", "2026-01-31T12:34:56.1234567+00:00")]
    [InlineData("2026-01-31T00:30:00+01:00", "2026-01-30T23:30:00.0000000+00:00")]
    [InlineData("2026-12-31T23:30:00-05:30", "2027-01-01T05:00:00.0000000+00:00")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000+00:00")]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.0000000+00:00")]
    public void TryParse_WhenTheTextIsADate_GivesTheInstantInUtc(string text, string expected)
    {
        Assert.True(Iso8601.TryParse(text, out var value));
        Assert.Equal(expected, value.ToString("O", CultureInfo.InvariantCulture));
        Assert.True(Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out var fromBytes));
        Assert.Equal(value, fromBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026")]
    [InlineData("2026-1-31")]
    [InlineData("31.01.2026")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-00-10")]
    [InlineData("2026-01-00")]
    [InlineData("0000-01-01")]
    [InlineData("2026-01-31T")]
    [InlineData("2026-01-31Z")]
    [InlineData("2026-01-31T12")]
    [InlineData("2026-01-31T12:34")]
    [InlineData("2026-01-31T12:34:56")]
    [InlineData("2026-01-31T12:34:56.Z")]
    [InlineData("2026-01-31T12:34:56.1234567890Z")]
    [InlineData("2026-01-31T12:34:56.789")]
    [InlineData("2026-01-31T12:34:56z")]
    [InlineData("2026-01-31t12:34:56Z")]
    [InlineData("2026-01-31 12:34:56Z")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2026-01-31T12:60:00Z")]
    [InlineData("2026-06-30T23:59:60Z")]
    [InlineData("2026-01-31T12:34:56+1:00")]
    [InlineData("2026-01-31T12:34:56+0100")]
    [InlineData("2026-01-31T12:34:56+14:01")]
    [InlineData("2026-01-31T12:34:56+01:60")]
    [InlineData("2026-01-31T12:34:56ZZ")]
    [InlineData(" 2026-01-31")]
    [InlineData("2026-01-31 ")]
    [InlineData("२०२६-01-31")]
    [InlineData("+2026-01-31")]
    [InlineData("1769817600")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void TryParse_WhenTheTextIsSomethingElse_Refuses(string text)
    {
        Assert.False(Iso8601.TryParse(text, out _));
        Assert.False(Iso8601.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void TryParse_WhenTheTextIsVeryLong_Refuses() => Assert.False(Iso8601.TryParse(new string('1', 1_000_000), out _));

    [Fact]
    public void TryParse_WhenWrittenByTheRuntime_RoundTrips()
    {
        var random = new Random(20260131);
        for (var i = 0; i < 2000; i++)
        {
            var value = new DateTimeOffset(random.NextInt64(DateTime.MaxValue.Ticks), TimeSpan.Zero);
            Assert.True(Iso8601.TryParse(value.ToString("O", CultureInfo.InvariantCulture), out var read));
            Assert.Equal(value, read);
        }
    }
}

using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Ingest;

namespace FunctionsJobs.Tests.Analytics.Ingest;

public sealed class EventLineParserTests
{
    private const string Now = "2026-02-01T00:00:00Z";
    private const string Head = """{"id":"a","publisherId":"p","type":"click","at":"2026-01-31T12:34:56.789Z" """;

    [Fact]
    public void TryParse_WhenEveryMemberIsThere_ReadsThem()
    {
        var value = Parse("""
            {"id": "e-1", "publisherId": "pub-123", "type": "impression", "at": "2026-01-31T12:34:56.789Z", "adUnit": "top ☂", "country": "DE", "device": "tablet", "revenue": 0.00231}
            """);
        Assert.Equal(
            new AnalyticsEvent
            {
                Id = "e-1",
                PublisherId = "pub-123",
                Type = AnalyticsEventType.Impression,
                AtMilliseconds = AnalyticsEvents.Ms("2026-01-31T12:34:56.789Z"),
                AdUnit = "top ☂",
                Country = "DE",
                Device = DeviceType.Tablet,
                RevenueMicros = 2310,
            },
            value);
    }

    [Theory]
    [InlineData("""{"id":"a","publisherId":"p","type":"request","at":"2026-01-31T00:00:00Z"}""")]
    [InlineData("""{"at":"2026-01-31T00:00:00Z","type":"request","publisherId":"p","id":"a"}""")]
    [InlineData("""  {"id":"a","publisherId":"p","type":"request","at":"2026-01-31","adUnit":null,"country":null,"device":null,"revenue":null}  """)]
    [InlineData("""{"id":"a","publisherId":"p","type":"request","at":"2026-01-31T00:00:00Z","revenue":0}""")]
    [InlineData("""{"\u0069d":"\u0061","publisherId":"p","type":"re\u0071uest","at":"2026-01-31T00:00:00\u005A"}""")]
    [InlineData("""{"id":"a","publisherId":"p","type":"request","at":"2026-01-31T02:00:00.0009999+02:00"}""")]
    public void TryParse_WhenOptionalMembersAreAbsent_ReadsTheRest(string line) => Assert.Equal(
        new AnalyticsEvent { Id = "a", PublisherId = "p", Type = AnalyticsEventType.Request, AtMilliseconds = AnalyticsEvents.Ms("2026-01-31T00:00:00Z") },
        Parse(line));

    [Theory]
    [InlineData("""x""", "$")]
    [InlineData("""{"id":""", "$")]
    [InlineData("""{"id":"a" """, "$")]
    [InlineData("""[]""", "$", "must be a JSON object")]
    [InlineData("""null""", "$", "must be a JSON object")]
    [InlineData("""5""", "$", "must be a JSON object")]
    [InlineData("""{}""", "id", "is required")]
    [InlineData("""{"id":"a"}""", "publisherId", "is required")]
    [InlineData("""{"id":"a","publisherId":"p"}""", "type", "is required")]
    [InlineData("""{"id":"a","publisherId":"p","type":"click"}""", "at", "is required")]
    [InlineData(Head + ",}", "$")]
    [InlineData(Head + "} {}", "$")]
    [InlineData(Head + "}x", "$")]
    [InlineData(Head + "} // note", "$")]
    [InlineData(Head + ""","$type":"System.Diagnostics.Process, System"}""", "$type", "is not a known member")]
    [InlineData(Head + ""","ID":"b"}""", "ID", "is not a known member")]
    [InlineData(Head + ""","a\u0000b":1}""", "$", "is not a known member")]
    [InlineData(Head + ""","id":"b"}""", "id", "must be given once")]
    [InlineData(Head + ""","\u0069d":"b"}""", "id", "must be given once")]
    [InlineData(Head + ""","revenue":1,"revenue":1}""", "revenue", "must be given once")]
    [InlineData("""{"id":1}""", "id", "must be a string")]
    [InlineData("""{"id":null}""", "id", "must be a string")]
    [InlineData("""{"id":{"id":"a"}}""", "id", "must be a string")]
    [InlineData("""{"id":""}""", "id", "must be 1 to 128 visible ASCII characters")]
    [InlineData("""{"id":" a"}""", "id", "must be 1 to 128 visible ASCII characters")]
    [InlineData("""{"id":"a\r\nb"}""", "id", "must be 1 to 128 visible ASCII characters")]
    [InlineData("""{"id":"a\u0000"}""", "id", "must be 1 to 128 visible ASCII characters")]
    [InlineData("""{"id":"ä"}""", "id", "must be 1 to 128 visible ASCII characters")]
    [InlineData("""{"id":"\ud800"}""", "id", "is too long or is no valid text")]
    [InlineData("""{"publisherId":"a/b"}""", "publisherId", PublisherId.Rule)]
    [InlineData("""{"publisherId":""}""", "publisherId", PublisherId.Rule)]
    [InlineData("""{"publisherId":["p"]}""", "publisherId", "must be a string")]
    [InlineData("""{"type":"Click"}""", "type", "must be request, impression or click")]
    [InlineData("""{"type":2}""", "type", "must be a string")]
    [InlineData("""{"at":1769817600}""", "at", "must be a string")]
    [InlineData("""{"at":"yesterday"}""", "at")]
    [InlineData("""{"at":"2026-02-30T00:00:00Z"}""", "at")]
    [InlineData("""{"at":"2026-01-31T12:00:00"}""", "at")]
    [InlineData("""{"at":"0001-01-01T00:00:00Z"}""", "at", "must not be before the year 2000")]
    [InlineData("""{"at":"1999-12-31T23:59:59.999Z"}""", "at", "must not be before the year 2000")]
    [InlineData("""{"at":"9999-12-31T23:59:59Z"}""", "at", "must not be in the future")]
    [InlineData("""{"at":"2026-02-02T00:00:00.001Z"}""", "at", "must not be in the future")]
    [InlineData("""{"adUnit":""}""", "adUnit", "must be 1 to 128 characters without control characters")]
    [InlineData("""{"adUnit":"a\u001b[31m"}""", "adUnit", "must be 1 to 128 characters without control characters")]
    [InlineData("""{"adUnit":"a\u202egnp.exe"}""", "adUnit", "must be 1 to 128 characters without control characters")]
    [InlineData("""{"adUnit":"a\u2028b"}""", "adUnit", "must be 1 to 128 characters without control characters")]
    [InlineData("""{"country":"de"}""", "country", "must be two capital letters (ISO 3166-1 alpha-2)")]
    [InlineData("""{"country":"DEU"}""", "country", "must be two capital letters (ISO 3166-1 alpha-2)")]
    [InlineData("""{"device":"phone"}""", "device", "must be mobile, desktop, tablet or other")]
    [InlineData("""{"revenue":"1"}""", "revenue", "must be a number")]
    [InlineData("""{"revenue":true}""", "revenue", "must be a number")]
    [InlineData("""{"revenue":NaN}""", "$")]
    [InlineData("""{"revenue":Infinity}""", "$")]
    [InlineData("""{"revenue":+1}""", "$")]
    [InlineData("""{"revenue":.5}""", "$")]
    [InlineData("""{"revenue":01}""", "$")]
    [InlineData("""{"revenue":1e999}""", "revenue", "must not be above 1000000")]
    [InlineData("""{"revenue":9223372036854775808}""", "revenue", "must not be above 1000000")]
    [InlineData("""{"revenue":-0}""", "revenue", "must not be negative")]
    [InlineData("""{"revenue":-0.5}""", "revenue", "must not be negative")]
    [InlineData("""{"id":"a","publisherId":"p","type":"request","at":"2026-01-31","revenue":0.5}""", "revenue", "belongs to impressions and clicks, not to requests")]
    public void TryParse_WhenAMemberIsWrong_NamesItAndTheReason(string line, string field, string? reason = null)
    {
        var error = Refuse(Encoding.UTF8.GetBytes(line));
        Assert.Equal(field, error.Field);
        Assert.Equal(reason ?? error.Reason, error.Reason);
        Assert.NotEmpty(error.Reason);
    }

    [Theory]
    [InlineData("id", 128)]
    [InlineData("adUnit", 128)]
    [InlineData("publisherId", 64)]
    public void TryParse_WhenATextHasTheLongestLength_IsExact(string field, int longest)
    {
        string Line(string text) => field switch
        {
            "id" => $$"""{"id":"{{text}}","publisherId":"p","type":"click","at":"2026-01-31"}""",
            "publisherId" => $$"""{"id":"a","publisherId":"{{text}}","type":"click","at":"2026-01-31"}""",
            _ => $$"""{"id":"a","publisherId":"p","type":"click","at":"2026-01-31","adUnit":"{{text}}"}""",
        };
        Parse(Line(new string('a', longest)));
        Parse(Line(string.Concat(Enumerable.Repeat("\\u0061", longest))));
        Assert.Equal(field, Refuse(Encoding.UTF8.GetBytes(Line(new string('a', longest + 1)))).Field);
        Assert.Equal(field, Refuse(Encoding.UTF8.GetBytes(Line(new string('a', 10_000)))).Field);
    }

    [Fact]
    public void TryParse_WhenNestedTenThousandDeep_Refuses() => Assert.Equal(
        "id", Refuse(Encoding.UTF8.GetBytes("""{"id":""" + new string('[', 10_000))).Field);

    [Fact]
    public void TryParse_WhenNotUtf8_Refuses() =>
        Assert.Equal("must be UTF-8", Refuse([.. """{"id":"a"""u8, 0xC3, 0x28, .. "\"}"u8]).Reason);

    [Fact]
    public void TryParse_WhenAnUnknownMembersNameIsVeryLong_DoesNotRepeatIt() => Assert.Equal(
        "$", Refuse(Encoding.UTF8.GetBytes($$"""{"{{new string('x', 5000)}}":1}""")).Field);

    [Fact]
    public void TryParse_WhenALineIsBroken_ReadsTheNextOne()
    {
        var parser = new EventLineParser(new FixedTimeProvider(Now), TimeSpan.FromDays(1));
        Assert.False(parser.TryParse("""{"id":"a","publisherId":"p","revenue":5,"adUnit":"u" """u8, out _, out _));
        Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(Head + "}"), out var value, out _));
        Assert.Equal(0, value.RevenueMicros);
        Assert.Null(value.AdUnit);
    }

    [Fact]
    public void TryParse_WhenWrittenByTheWriter_RoundTrips()
    {
        foreach (var expected in AnalyticsEvents.Random(5, 2000, "2026-01-01T00:00:00Z"))
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
            {
                EventLineWriter.Write(writer, expected);
            }

            Assert.Equal(expected, Parse(Encoding.UTF8.GetString(stream.ToArray())));
        }
    }

    private static AnalyticsEvent Parse(string line)
    {
        var parser = new EventLineParser(new FixedTimeProvider(Now), TimeSpan.FromDays(1));
        Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(line), out var value, out var error), $"{error.Field} {error.Reason}");
        return value;
    }

    private static LineError Refuse(byte[] line)
    {
        var parser = new EventLineParser(new FixedTimeProvider(Now), TimeSpan.FromDays(1));
        Assert.False(parser.TryParse(line, out _, out var error));
        return error;
    }
}

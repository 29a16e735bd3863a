using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Api;
using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Tests.Analytics.Store;
using FunctionsJobs.Tests.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsJobs.Tests.Analytics.Api;

public sealed class AnalyticsFunctionTests : IAsyncLifetime
{
    private const string EventsPath = "/api/v1/analytics/events";
    private const string RollupsPath = "/api/v1/analytics/rollups";
    private readonly AnalyticsOptions _options = new() { MaxBuckets = 100 };
    private SqliteStoreFixture? _fixture;

    private IAnalyticsStore Store => _fixture!.Store;

    public async Task InitializeAsync() => _fixture = await SqliteStoreFixture.OpenAsync();

    public async Task DisposeAsync() => await _fixture!.DisposeAsync();

    [Fact]
    public async Task Events_WhenSentTwice_AnswersAcceptedThenDuplicates()
    {
        var body = Line("a") + "\n" + Line("b") + "\n" + """{"id":"c","revenue":-1}""" + "\n";
        var first = (await SendAsync(FakeHttpRequest.Post(EventsPath, body))).Json();
        Assert.True(first.GetProperty("success").GetBoolean());
        Assert.Equal(
            """{"accepted":2,"duplicates":0,"rejected":1,"errors":[{"line":3,"field":"revenue","reason":"must not be negative"}]}""",
            first.GetProperty("data").GetRawText());
        var second = (await SendAsync(FakeHttpRequest.Post(EventsPath, body))).Json().GetProperty("data");
        Assert.Equal((0, 2), (second.GetProperty("accepted").GetInt32(), second.GetProperty("duplicates").GetInt32()));
    }

    [Fact]
    public async Task Events_WhenPacked_AreUnpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Line("a") + "\n" + Line("b")));
        }

        packed.Position = 0;
        var request = new FakeHttpRequest("POST", EventsPath, packed);
        request.Headers.Add("Content-Encoding", "gzip");
        Assert.Equal(2, (await SendAsync(request)).Json().GetProperty("data").GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task Events_WhenTheGzipIsBroken_Answers400AndSaysWhatWasStored()
    {
        var request = FakeHttpRequest.Post(EventsPath, Line("a"));
        request.Headers.Add("Content-Encoding", "gzip");
        var response = await SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("application/problem+json", response.ContentType(), StringComparison.Ordinal);
        Assert.Equal(
            "The body is not valid gzip. Before that, 0 events were stored, 0 were duplicates and 0 lines were rejected.",
            response.Json().GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("Content-Type", "text/plain")]
    [InlineData("Content-Type", "application/x-www-form-urlencoded")]
    [InlineData("Content-Type", "application/x-ndjson; charset=utf-16")]
    [InlineData("Content-Type", "nonsense")]
    [InlineData("Content-Encoding", "br")]
    [InlineData("Content-Encoding", "gzip, gzip")]
    public async Task Events_WhenTheContentIsOfAnotherKind_Answers415(string header, string value)
    {
        var request = FakeHttpRequest.Post(EventsPath, Line("a"));
        request.Headers.TryAddWithoutValidation(header, value);
        var response = await SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(await Store.ListPublishersAsync(null, 1, CancellationToken.None));
    }

    [Theory]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("Application/X-NDJSON; charset=\"utf-8\"")]
    public async Task Events_WhenTheContentTypeIsKnown_AreStored(string contentType)
    {
        var request = FakeHttpRequest.Post(EventsPath, Line("a"));
        request.Headers.Add("Content-Type", contentType);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Rollups_WhenThereIsNothing_AnswersAnEmptyList()
    {
        var data = (await ReadAsync("?publisherId=nobody&granularity=day&from=2026-01-01&to=2026-02-01")).GetProperty("data");
        Assert.Equal(
            """{"publisherId":"nobody","granularity":"day","from":"2026-01-01T00:00:00+00:00","to":"2026-02-01T00:00:00+00:00","totals":{"requests":0,"impressions":0,"clicks":0,"revenue":0,"ctr":null,"fillRate":null,"ecpm":null},"buckets":[]}""",
            data.GetRawText());
    }

    [Fact]
    public async Task Rollups_WhenRolledUp_AnswersSumsAndRatios()
    {
        await SendAsync(FakeHttpRequest.Post(EventsPath, string.Join('\n',
            Line("r1", "request"), Line("r2", "request"), Line("i1", "impression", "0.00231"), Line("c1", "click", "0.5"))));
        var day = new DateOnly(2026, 1, 31);
        await Store.RollUpAsync("pub-1", Granularity.Month, UtcRange.OfDay(day), CancellationToken.None);

        var data = (await ReadAsync("?publisherId=pub-1&granularity=month&from=2026-01-31T05:00:00Z&to=2026-01-31T06:00:00Z")).GetProperty("data");
        Assert.Equal("2026-01-01T00:00:00+00:00", data.GetProperty("from").GetString());
        Assert.Equal("2026-02-01T00:00:00+00:00", data.GetProperty("to").GetString());
        Assert.Equal(
            """{"start":"2026-01-01T00:00:00+00:00","requests":2,"impressions":1,"clicks":1,"revenue":0.50231,"ctr":1,"fillRate":0.5,"ecpm":502.31}""",
            Normalise(Assert.Single(data.GetProperty("buckets").EnumerateArray())));
        Assert.Equal(0.50231m, data.GetProperty("totals").GetProperty("revenue").GetDecimal());
    }

    [Theory]
    [InlineData("", "publisherId,granularity,from,to")]
    [InlineData("?publisherId=a%20b&granularity=day&from=2026-01-01&to=2026-02-01", "publisherId")]
    [InlineData("?publisherId=p&granularity=year&from=2026-01-01&to=2026-02-01", "granularity")]
    [InlineData("?publisherId=p&granularity=day&from=yesterday&to=2026-02-30", "from,to")]
    [InlineData("?publisherId=p&granularity=day&from=2026-01-01T00:00:00&to=2026-02-01", "from")]
    [InlineData("?publisherId=p&granularity=day&from=2026-02-01&to=2026-01-01", "to")]
    [InlineData("?publisherId=p&granularity=day&from=2026-01-01&to=2026-01-01", "to")]
    [InlineData("?publisherId=p&granularity=day&from=0001-01-01&to=2026-01-01", "from")]
    [InlineData("?publisherId=p&granularity=day&from=2026-01-01&to=9999-12-31", "to")]
    [InlineData("?publisherId=p&granularity=day&from=2026-01-01&to=2026-04-12", "to")]
    [InlineData("?publisherId=p&granularity=hour&from=2026-01-01&to=2026-01-06", "to")]
    [InlineData("?publisherId=p&publisherId=q&granularity=day&from=2026-01-01&to=2026-02-01", "publisherId")]
    [InlineData("?publisherId=p&granularity=day&from=2026-01-01&to=2026-02-01&limit=5", "limit")]
    public async Task Rollups_WhenAParameterIsWrong_Answers400AndNamesIt(string query, string fields)
    {
        var response = await new ReadRollupsFunction(Store, Options.Create(_options), NullLogger<ReadRollupsFunction>.Instance).RunAsync(FakeHttpRequest.Get(RollupsPath + query), CancellationToken.None);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith("application/problem+json", response.ContentType(), StringComparison.Ordinal);
        Assert.Equal(
            fields.Split(',').Order(StringComparer.Ordinal),
            response.Json().GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rollups_WhenTheRangeIsTheLargestAllowed_Answers200() =>
        await ReadAsync("?publisherId=p&granularity=day&from=2026-01-01&to=2026-04-11");

    [Fact]
    public async Task Rollups_WhenTheStoreIsLocked_Answers503()
    {
        var store = new Mock<IAnalyticsStore>();
        store.Setup(s => s.ReadRollupsAsync(It.IsAny<string>(), It.IsAny<Granularity>(), It.IsAny<UtcRange>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AnalyticsStoreException("locked", isTransient: true));
        var response = await new ReadRollupsFunction(store.Object, Options.Create(_options), NullLogger<ReadRollupsFunction>.Instance).RunAsync(
            FakeHttpRequest.Get(RollupsPath + "?publisherId=p&granularity=day&from=2026-01-01&to=2026-02-01"), CancellationToken.None);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private static string Line(string id, string type = "click", string revenue = "0") =>
        $$"""{"id":"{{id}}","publisherId":"pub-1","type":"{{type}}","at":"2026-01-31T10:00:00Z","revenue":{{revenue}}}""";

    // The same text whatever trailing zeros a decimal carries.
    private static string Normalise(JsonElement element) => "{" + string.Join(',', element.EnumerateObject().Select(member =>
        $"\"{member.Name}\":" + (member.Value.ValueKind == JsonValueKind.Number ? $"{member.Value.GetDecimal():0.######}" : member.Value.GetRawText()))) + "}";

    private Task<HttpResponseData> SendAsync(FakeHttpRequest request) => new IngestEventsFunction(
        new EventIngest(Store, new SqlEventRetention(_fixture!.OpenDatabase()), Options.Create(_options), new FixedTimeProvider("2026-02-01T00:00:00Z"), NullLogger<EventIngest>.Instance))
        .RunAsync(request, CancellationToken.None);

    private async Task<JsonElement> ReadAsync(string query)
    {
        var response = await new ReadRollupsFunction(Store, Options.Create(_options), NullLogger<ReadRollupsFunction>.Instance).RunAsync(FakeHttpRequest.Get(RollupsPath + query), CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response.Json();
    }
}

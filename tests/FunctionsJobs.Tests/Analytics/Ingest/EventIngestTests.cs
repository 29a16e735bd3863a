using System.IO.Compression;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Analytics.Retention;
using FunctionsJobs.Analytics.Sample;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsJobs.Tests.Analytics.Ingest;

public sealed class EventIngestTests
{
    private readonly Mock<IAnalyticsStore> _store = new(MockBehavior.Strict);
    private readonly List<AnalyticsEvent> _stored = [];
    private readonly HashSet<AnalyticsEvent[]> _batches = [];
    private readonly AnalyticsOptions _options = new() { BatchSize = 1000, MaxLineBytes = 1024, MaxReportedErrors = 3 };
    private static readonly IReadOnlyDictionary<string, DateTimeOffset> Horizons =
        new Dictionary<string, DateTimeOffset> { ["pub-old"] = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero) };

    private readonly IEventRetention _retention = Mock.Of<IEventRetention>(
        retention => retention.ReadHorizonsAsync(It.IsAny<string?>(), It.IsAny<CancellationToken>()) == Task.FromResult(Horizons));
    private bool _keeps = true;
    private long _accepted;

    public EventIngestTests() => _store
        .Setup(store => store.AddEventsAsync(It.IsAny<ReadOnlyMemory<AnalyticsEvent>>(), It.IsAny<CancellationToken>()))
        .Returns((ReadOnlyMemory<AnalyticsEvent> batch, CancellationToken _) =>
        {
            Assert.True(MemoryMarshal.TryGetArray(batch, out var array));
            _batches.Add(array.Array!);
            _accepted += batch.Length;
            if (_keeps)
            {
                _stored.AddRange(batch.Span);
            }

            return Task.FromResult(new IngestResult(batch.Length, 0));
        });

    [Fact]
    public async Task Receive_WhenLinesAreGoodAndBad_StoresTheGoodAndNumbersTheBad()
    {
        var report = await ReceiveAsync(
            Line("a") + "\n" + "nonsense\r\n\n  \n" + Line("b") + "\n" + """{"id":5}""" + "\n" + new string('x', 5000) + "\n" + "[]\n[]\n" + Line("c"));
        Assert.Equal(3, report.Accepted);
        Assert.Equal(5, report.Rejected);
        Assert.Equal(["a", "b", "c"], _stored.Select(e => e.Id));
        Assert.Equal([(2, "$"), (6, "id"), (7, "$")], report.Errors.Select(e => (e.Line, e.Field)));
        Assert.Equal("is too long", report.Errors[2].Reason);
        Assert.Null(report.Refusal);
    }

    [Fact]
    public async Task Receive_OfEventsFromBeforeThePublishersHorizon_RejectsThemByLine()
    {
        var report = await ReceiveAsync(string.Join('\n', (string[])
        [
            """{"id":"late","publisherId":"pub-old","type":"click","at":"2026-01-31T09:59:59.999Z"}""",
            """{"id":"kept","publisherId":"pub-old","type":"click","at":"2026-01-31T10:00:00Z"}""",
            """{"id":"other","publisherId":"pub-1","type":"click","at":"2026-01-31T09:00:00Z"}""",
        ]));

        Assert.Equal(["kept", "other"], _stored.Select(e => e.Id));
        Assert.Equal((1L, "at"), (report.Errors.Single().Line, report.Errors.Single().Field));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF\r\n")]
    public async Task Receive_WhenThereAreNoLines_AnswersZeros(string body)
    {
        var report = await ReceiveAsync(body);
        Assert.Equal((0L, 0L, 0L), (report.Accepted, report.Duplicates, report.Rejected));
    }

    [Fact]
    public async Task Receive_WhenTheStoreKnowsIds_CountsDuplicates()
    {
        _store.Setup(store => store.AddEventsAsync(It.IsAny<ReadOnlyMemory<AnalyticsEvent>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new IngestResult(1, 2));
        var report = await ReceiveAsync(Line("a") + "\n" + Line("a") + "\n" + Line("a"));
        Assert.Equal((1L, 2L, 0L), (report.Accepted, report.Duplicates, report.Rejected));
    }

    [Fact]
    public async Task Receive_WhenTheBodyHas100Megabytes_UsesOneBufferAndTwoBatches()
    {
        _keeps = false;
        var body = new GeneratedBody(
            SampleEvents.Generate(new SamplePlan { EndDay = new DateOnly(2026, 1, 31), Events = 5_000 }), minimumBytes: 100_000_000);
        var report = await Ingest().ReceiveAsync(body, isGzip: false, publisherId: null, CancellationToken.None);
        Assert.True(body.Position >= 100_000_000);
        Assert.Equal(body.Lines, report.Accepted);
        Assert.Equal(0, report.Rejected);
        Assert.InRange(body.LargestBuffer, 1, 256 * 1024);
        Assert.InRange(_batches.Count, 1, 2);
        Assert.All(_batches, batch => Assert.Equal(1000, batch.Length));
    }

    [Fact]
    public async Task Receive_WhenPacked_StoresTheSame()
    {
        var plan = new SamplePlan { EndDay = new DateOnly(2026, 1, 31), Events = 5_500 };
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await new GeneratedBody(SampleEvents.Generate(plan)).CopyToAsync(gzip);
        }

        packed.Position = 0;
        var report = await Ingest().ReceiveAsync(packed, isGzip: true, publisherId: null, CancellationToken.None);
        Assert.Equal(5_500, report.Accepted);
        Assert.Equal(SampleEvents.Generate(plan), _stored);
    }

    [Fact]
    public async Task Receive_WhenABombUnpacksBeyondTheRatio_StopsSoonAfterTheFreePart()
    {
        // 256 MiB of blanks after one good line; packed, a quarter of a megabyte.
        using var packed = await PackAsync(Encoding.UTF8.GetBytes(Line("a") + "\n"), blanks: 256 * 1024 * 1024);
        Assert.InRange(packed.Length, 1, 1024 * 1024);
        var report = await Ingest().ReceiveAsync(packed, isGzip: true, publisherId: null, CancellationToken.None);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, report.Refusal!.Status);
        Assert.Equal(1, report.Accepted);
        Assert.InRange(packed.Position, 1, packed.Length / 2);
    }

    [Fact]
    public async Task Receive_WhenABodyUnpacksBeyondTheAbsoluteLimit_StopsThere()
    {
        _options.MaxUnpackedBytes = 1_000_000;
        using var packed = await PackAsync(Encoding.UTF8.GetBytes(Line("a") + "\n"), blanks: 4_000_000);
        var report = await Ingest().ReceiveAsync(packed, isGzip: true, publisherId: null, CancellationToken.None);
        Assert.Equal("The body unpacks to more than 1000000 bytes.", report.Refusal!.Reason);
        Assert.Equal(1, report.Accepted);
    }

    [Fact]
    public async Task Receive_WhenTheBodyIsNoGzip_RefusesIt()
    {
        var report = await Ingest().ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes(Line("a"))), isGzip: true, publisherId: null, CancellationToken.None);
        Assert.Equal(HttpStatusCode.BadRequest, report.Refusal!.Status);
        Assert.Equal(0, report.Accepted);
    }

    [Fact]
    public async Task Receive_WhenTheGzipIsCutOff_RefusesTheRest()
    {
        var lines = Lines("e", 3000);
        using var whole = await PackAsync(Encoding.UTF8.GetBytes(lines), blanks: 0);
        var cut = new MemoryStream(whole.ToArray()[..^200]);
        var report = await Ingest().ReceiveAsync(cut, isGzip: true, publisherId: null, CancellationToken.None);
        Assert.Equal(HttpStatusCode.BadRequest, report.Refusal!.Status);
        Assert.Equal(_stored.Count, report.Accepted);
        Assert.InRange(report.Accepted, 1, 2999);
    }

    [Fact]
    public async Task Receive_WhenTheSenderBreaksOff_KeepsTheBatchesBefore()
    {
        var body = new ScriptedBody(
        [
            .. Enumerable.Range(0, 10).Select(i => (Func<CancellationToken, Task<string>>)(_ => Task.FromResult(Lines($"{i}-", 250)))),
            _ => throw new IOException("The client reset the request stream."),
        ]);
        await Assert.ThrowsAsync<IOException>(() => Ingest().ReceiveAsync(body, isGzip: false, publisherId: null, CancellationToken.None));
        Assert.Equal(2000, _stored.Count);
    }

    [Fact]
    public async Task Receive_WhenTheStoreFailsForGood_ThrowsItsFault()
    {
        _store.Setup(store => store.AddEventsAsync(It.IsAny<ReadOnlyMemory<AnalyticsEvent>>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new AnalyticsStoreException("damaged", isTransient: false));
        await Assert.ThrowsAsync<AnalyticsStoreException>(() => ReceiveAsync(Line("a")));
    }

    [Fact]
    public async Task Receive_WhenTheStoreFailsForNow_AsksToSendAgainAndSaysWhatWasStored()
    {
        _store.SetupSequence(store => store.AddEventsAsync(It.IsAny<ReadOnlyMemory<AnalyticsEvent>>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new IngestResult(1000, 0))
            .ThrowsAsync(new AnalyticsStoreException("full", isTransient: true));
        var report = await ReceiveAsync(Lines("e", 3500));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, report.Refusal!.Status);
        Assert.Equal(1000, report.Accepted);
    }

    [Fact]
    public async Task Receive_WhenTheHostTakesNoMore_KeepsWhatArrived()
    {
        var body = new ScriptedBody(
            _ => Task.FromResult(Line("a") + "\n"),
            _ => throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge));
        var report = await Ingest().ReceiveAsync(body, isGzip: false, publisherId: null, CancellationToken.None);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, report.Refusal!.Status);
        Assert.Equal(1, report.Accepted);
    }

    [Fact]
    public async Task Receive_WhenCancelledWhileABatchIsWritten_WaitsForTheWrite()
    {
        using var cancellation = new CancellationTokenSource();
        var written = new TaskCompletionSource<IngestResult>();
        _store.Setup(store => store.AddEventsAsync(It.IsAny<ReadOnlyMemory<AnalyticsEvent>>(), It.IsAny<CancellationToken>())).Returns(written.Task);
        var body = new ScriptedBody(
            _ => Task.FromResult(Lines("e", 1001)),
            async token =>
            {
                await cancellation.CancelAsync();
                token.ThrowIfCancellationRequested();
                return "";
            });
        var receiving = Ingest().ReceiveAsync(body, isGzip: false, publisherId: null, cancellation.Token);
        Assert.False(receiving.IsCompleted);
        written.SetResult(new IngestResult(1000, 0));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
    }

    private static string Line(string id) =>
        $$"""{"id":"{{id}}","publisherId":"pub-1","type":"click","at":"2026-01-31T10:00:00Z","revenue":0.1}""";

    private static string Lines(string prefix, int count) => string.Concat(Enumerable.Range(0, count).Select(i => Line($"{prefix}{i}") + "\n"));

    private static async Task<MemoryStream> PackAsync(byte[] head, int blanks)
    {
        var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(head);
            var chunk = new byte[1024 * 1024];
            Array.Fill(chunk, (byte)' ');
            for (var left = blanks; left > 0; left -= chunk.Length)
            {
                await gzip.WriteAsync(chunk.AsMemory(0, Math.Min(left, chunk.Length)));
            }
        }

        packed.Position = 0;
        return packed;
    }

    private Task<IngestReport> ReceiveAsync(string body) =>
        Ingest().ReceiveAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), isGzip: false, publisherId: null, CancellationToken.None);

    private EventIngest Ingest() => new(
        _store.Object, _retention, Options.Create(_options), new FixedTimeProvider("2026-02-01T00:00:00Z"), NullLogger<EventIngest>.Instance);
}

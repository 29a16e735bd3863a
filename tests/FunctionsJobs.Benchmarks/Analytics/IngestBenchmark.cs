using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Ingest;
using FunctionsJobs.Analytics.Sample;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>From NDJSON lines in memory to committed rows, as the HTTP function does it.</summary>
internal sealed class IngestBenchmark : IBenchmark
{
    public string Name => "ingest";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var events = SampleEvents.Generate(SampleStore.Plan).ToList();
        var options = new AnalyticsOptions();
        using var sample = await SampleStore.OpenAsync();
        var bare = BareSqlite.InsertsPerSecond(sample.BareFile, events, options.BatchSize);

        using var body = new MemoryStream();
        WriteLines(body, events);
        var ingest = new EventIngest(sample.Store, sample.Retention, Options.Create(options), TimeProvider.System, NullLogger<EventIngest>.Instance);
        body.Position = 0;
        var started = TimeProvider.System.GetTimestamp();
        var report = await ingest.ReceiveAsync(body, isGzip: false, publisherId: null, CancellationToken.None);
        var perSecond = report.Accepted / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return report.Accepted == events.Count
            ? [new Figure("events ingested from NDJSON", perSecond, "events/s", bare, "bare prepared INSERT of the parsed rows")]
            : throw new InvalidOperationException($"{report.Accepted} of {events.Count} events were accepted");
    }

    private static void WriteLines(Stream body, IEnumerable<AnalyticsEvent> events)
    {
        using var writer = new Utf8JsonWriter(body);
        foreach (var analyticsEvent in events)
        {
            EventLineWriter.Write(writer, analyticsEvent);
            writer.Flush();
            writer.Reset();
            body.WriteByte((byte)'\n');
        }
    }
}

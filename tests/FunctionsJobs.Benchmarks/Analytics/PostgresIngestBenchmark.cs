using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Postgres;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using NpgsqlTypes;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>Parsed events into PostgreSQL in the store's batches, beside a bare COPY of the same batches into a table with the same keys.</summary>
internal sealed class PostgresIngestBenchmark : IBenchmark
{
    private const int EventsToWarmUp = 100_000;

    public string Name => "ingest-postgres";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var schema = await BenchmarkSchema.CreateAsync();
        if (schema is null)
        {
            return [];
        }

        var batches = SampleEvents.Generate(SampleStore.Plan).Chunk(new AnalyticsOptions().BatchSize).ToList();
        await using var database = new PostgresAnalyticsDatabase(
            schema.ConnectionString, new PostgresOptions(), TimeProvider.System, NullLogger<PostgresAnalyticsDatabase>.Instance);
        var store = new SqlAnalyticsStore(database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        await schema.ExecuteAsync("CREATE TABLE bare_event (LIKE analytics_event INCLUDING ALL)");

        // The first of each compiles the code; it takes other days than what is measured.
        var earlier = SampleEvents.Generate(SampleStore.Plan with { EndDay = SampleStore.Plan.EndDay.AddYears(-1), Events = EventsToWarmUp, Seed = 1 })
            .Chunk(new AnalyticsOptions().BatchSize).Select(batch => batch.Select(row => row with { Id = "warm-up-" + row.Id }).ToArray()).ToList();
        await MeasureAsync(earlier, batch => CopyAsync(schema, batch));
        var bare = await MeasureAsync(batches, batch => CopyAsync(schema, batch));

        var accepted = 0;
        await MeasureAsync(earlier, batch => store.AddEventsAsync(batch, CancellationToken.None));
        var perSecond = await MeasureAsync(batches, async batch => accepted += (await store.AddEventsAsync(batch, CancellationToken.None)).Accepted);
        var again = 0;
        var perSecondAgain = await MeasureAsync(batches, async batch => again += (await store.AddEventsAsync(batch, CancellationToken.None)).Accepted);
        return (accepted, again) == (SampleStore.Plan.Events, 0)
            ?
            [
                new Figure("parsed events stored, PostgreSQL", perSecond, "events/s", bare, "bare COPY into a table with the same keys", "at least half"),
                new Figure("– sent again, so that none is new", perSecondAgain, "events/s"),
            ]
            : throw new InvalidOperationException($"{accepted} of {SampleStore.Plan.Events} events were accepted, and {again} when they were sent again");
    }

    private static async Task<double> MeasureAsync(IReadOnlyList<AnalyticsEvent[]> batches, Func<AnalyticsEvent[], Task> store)
    {
        var started = TimeProvider.System.GetTimestamp();
        foreach (var batch in batches)
        {
            await store(batch);
        }

        return batches.Sum(batch => batch.Length) / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task CopyAsync(BenchmarkSchema schema, AnalyticsEvent[] batch)
    {
        await using var connection = new NpgsqlConnection(schema.ConnectionString);
        await connection.OpenAsync();
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY bare_event (publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros) FROM STDIN (FORMAT BINARY)");
        foreach (var row in batch)
        {
            await copy.StartRowAsync();
            await copy.WriteAsync(row.PublisherId, NpgsqlDbType.Text);
            await copy.WriteAsync((int)(row.AtMilliseconds / EventSql.HourMilliseconds), NpgsqlDbType.Integer);
            await copy.WriteAsync(row.Id, NpgsqlDbType.Text);
            await copy.WriteAsync(row.AtMilliseconds, NpgsqlDbType.Bigint);
            await copy.WriteAsync(AnalyticsNames.Of(row.Type), NpgsqlDbType.Text);
            await copy.WriteAsync(row.AdUnit, NpgsqlDbType.Text);
            await copy.WriteAsync(row.Country, NpgsqlDbType.Text);
            await copy.WriteAsync(row.Device is { } device ? AnalyticsNames.Of(device) : null, NpgsqlDbType.Text);
            await copy.WriteAsync(row.RevenueMicros, NpgsqlDbType.Bigint);
        }

        await copy.CompleteAsync();
    }
}

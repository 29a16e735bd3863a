using System.Globalization;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Postgres;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Benchmarks.Exports;
using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>One publisher's month out of its days, on PostgreSQL, beside as many events as are wanted.</summary>
/// <remarks><c>FUNCTIONSJOBS_BENCHMARK_EVENTS</c> sets how many: 1,000,000, or 50000000 for the mark, which takes about 20 GB of disk and half an hour.</remarks>
internal sealed class MonthBenchmark : IBenchmark
{
    private const int Publishers = 10;
    private const int Runs = 20;
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly UtcRange Month = new(From, From.AddMonths(1));

    public string Name => "month";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var events = Environment.GetEnvironmentVariable("FUNCTIONSJOBS_BENCHMARK_EVENTS") is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : 1_000_000;
        await using var schema = await BenchmarkSchema.CreateAsync();
        if (schema is null)
        {
            return [];
        }

        // Adding up the events of a publisher's day takes long with that many.
        var options = new PostgresOptions { StatementTimeout = TimeSpan.FromHours(1) };
        await using var database = new PostgresAnalyticsDatabase(schema.ConnectionString, options, TimeProvider.System, NullLogger<PostgresAnalyticsDatabase>.Instance);
        var store = new SqlAnalyticsStore(database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        for (var publisher = 0; publisher < Publishers; publisher++)
        {
            await ExportRows.FillAsync(schema, IdOf(publisher), Month, events / Publishers, text: 12);
        }

        // The events came by another way than the store's, which marks what they change.
        await schema.ExecuteAsync("""
            INSERT INTO analytics_rollup_state (publisher_id, granularity, bucket_ms, source_version, rolled_version)
            SELECT publisher_id, 'hour', hour * 3600000::bigint, 1, 0 FROM analytics_event GROUP BY publisher_id, hour
            """);
        var rolling = TimeProvider.System.GetTimestamp();
        for (var publisher = 0; publisher < Publishers; publisher++)
        {
            await store.RollUpAsync(IdOf(publisher), Granularity.Month, Month, CancellationToken.None);
        }

        var perSecond = events / TimeProvider.System.GetElapsedTime(rolling).TotalSeconds;
        var times = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var started = TimeProvider.System.GetTimestamp();
            var written = await store.RollUpAsync(IdOf(run % Publishers), Granularity.Month, Month, CancellationToken.None);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            if (written.Totals.Requests + written.Totals.Impressions + written.Totals.Clicks != events / Publishers)
            {
                throw new InvalidOperationException($"The month has {written.Totals}, and {events / Publishers} events.");
            }
        }

        return
        [
            new Figure($"events rolled up from hours to the month, PostgreSQL, {events:N0} events of {Publishers} publishers", perSecond, "events/s"),
            new Figure("– one publisher's month out of its days then, p50", Percentiles.At(times, 50), "ms", Mark: "well under 1,000"),
            new Figure("– p99", Percentiles.At(times, 99), "ms"),
        ];
    }

    private static string IdOf(int publisher) => $"pub-{publisher}";
}

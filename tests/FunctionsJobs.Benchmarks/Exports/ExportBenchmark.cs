using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Postgres;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Benchmarks.Analytics;
using FunctionsJobs.Blobs;
using FunctionsJobs.Blobs.Local;
using FunctionsJobs.Exports;
using FunctionsJobs.Jobs.DataExport;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FunctionsJobs.Benchmarks.Exports;

/// <summary>
/// Events out of PostgreSQL into one CSV file, checksum and disk included, beside <c>psql \copy</c> of the same rows. The job's own activities, as
/// its orchestrator calls them.
/// </summary>
/// <remarks>
/// <c>FUNCTIONSJOBS_BENCHMARK_EXPORT_ROWS</c> sets the rows, <c>FUNCTIONSJOBS_BENCHMARK_EXPORT_TEXT</c> the length of the ad unit, which makes rows
/// long, and <c>FUNCTIONSJOBS_BENCHMARK_EXPORT_PARALLELISM</c> the parts made at once.
/// </remarks>
internal sealed class ExportBenchmark : IBenchmark
{
    private const string Publisher = "pub-1";
    private const int Days = 30;
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "export";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var (rows, text, parallelism) = (Setting("ROWS", 1_000_000), Setting("TEXT", 12), Setting("PARALLELISM", new DataExportOptions().Parallelism));
        await using var schema = await BenchmarkSchema.CreateAsync();
        if (schema is null)
        {
            return [];
        }

        using var folder = new TemporaryFolder();
        await using var database = new PostgresAnalyticsDatabase(
            schema.ConnectionString, new PostgresOptions(), TimeProvider.System, NullLogger<PostgresAnalyticsDatabase>.Instance);
        var store = new SqlAnalyticsStore(database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        await FillAsync(schema, rows, text);

        var bareFile = Path.Combine(folder.Path, "bare.csv");
        var bare = await MeasureAsync(rows, () => CopyAsync(schema, bareFile));
        var bareBytes = new FileInfo(bareFile).Length;
        File.Delete(bareFile);

        var time = TimeProvider.System;
        var options = Options.Create(new BlobsOptions { Folder = folder.Path });
        var blobs = new LocalBlobStore(options, new LocalLinks(options, time), time);
        DataExportResultContract? result = null;
        using var memory = new ManagedMemory();
        var perSecond = await MeasureAsync(rows, async () => result = await ExportAsync(store, blobs, parallelism));
        var growth = memory.Growth;
        if (result!.Rows != rows)
        {
            throw new InvalidOperationException($"{result.Rows} of {rows} rows were exported.");
        }

        return
        [
            new Figure($"events exported to CSV from PostgreSQL ({rows:N0} rows, {result.Bytes / 1e6:F0} MB)", perSecond, "rows/s", bare,
                $"psql \\copy of the same rows ({bareBytes / 1e6:F0} MB)", "at least half"),
            new Figure("– managed memory at its highest, over that before", growth / 1e6, "MB", Mark: "under 64"),
        ];
    }

    private static async Task<DataExportResultContract> ExportAsync(SqlAnalyticsStore store, LocalBlobStore blobs, int parallelism)
    {
        var jobs = DispatchProxy.Create<IJobStore, IdleJobStore>();
        var plan = new DataExportPlanContract
        {
            PublisherId = Publisher,
            Format = "csv",
            Compression = "none",
            Granularity = ExportNames.Events,
            From = From,
            To = From.AddDays(Days),
            Slice = TimeSpan.FromDays(1),
            Parallelism = parallelism,
            File = "export.csv",
            FileName = "export.csv",
        };
        await new StageExportFrameActivity(blobs, new JobExecution()).RunAsync(new StageExportFrameContract { JobId = "job", Plan = plan });
        var slices = ExportSlices.Of(new UtcRange(plan.From, plan.To), plan.Slice);
        var staged = new ExportedPartContract[slices.Count];
        await Parallel.ForAsync(0, slices.Count, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, async (index, _) =>
            staged[index] = await new ExportPartActivity(store, blobs, jobs, new JobExecution(), NullLogger<ExportPartActivity>.Instance).RunAsync(
                new ExportPartContract { JobId = "job", Plan = plan, Index = index, Count = slices.Count, From = slices[index].From, To = slices[index].To }));
        return await new CommitExportActivity(blobs, jobs, new JobExecution(), NullLogger<CommitExportActivity>.Instance).RunAsync(
            new CommitExportContract { JobId = "job", Plan = plan, Blocks = [.. staged.Select(part => part.Blocks)], Rows = staged.Sum(part => part.Rows) });
    }

    // In the order of time, as events come.
    private static async Task FillAsync(BenchmarkSchema schema, int rows, int text)
    {
        var (first, span) = (From.ToUnixTimeMilliseconds(), (long)TimeSpan.FromDays(Days).TotalMilliseconds);
        await schema.ExecuteAsync($"""
            INSERT INTO analytics_event (publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros)
            SELECT '{Publisher}', at / 3600000, 'event-' || lpad(n::text, 12, '0'), at,
                   (ARRAY['request', 'impression', 'click'])[1 + n % 3], rpad('slot-' || n % 50, {text}, 'x'), (ARRAY['DE', 'FR', 'AT'])[1 + n % 3],
                   (ARRAY['mobile', 'desktop'])[1 + n % 2], CASE WHEN n % 3 = 0 THEN 0 ELSE n % 5000 END
            FROM (SELECT n, {first} + n::bigint * {span} / {rows} AS at FROM generate_series(0, {rows - 1}) AS n) AS numbered
            """);
        await schema.ExecuteAsync("VACUUM ANALYZE analytics_event");
    }

    private static async Task CopyAsync(BenchmarkSchema schema, string file)
    {
        var server = new NpgsqlConnectionStringBuilder(schema.ConnectionString);
        var start = new ProcessStartInfo("psql",
        [
            "-X", "-q", "-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "-d", server.Database!, "-c",
            $@"\copy (SELECT event_id, publisher_id, event_type, at_ms, ad_unit, country, device, revenue_micros FROM {server.SearchPath}.analytics_event WHERE publisher_id = '{Publisher}') TO '{file}' WITH (FORMAT csv, HEADER)",
        ]);
        start.Environment["PGPASSWORD"] = server.Password ?? "";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with code {process.ExitCode}.");
        }
    }

    private static async Task<double> MeasureAsync(int rows, Func<Task> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        await work();
        return rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static int Setting(string name, int standard) =>
        Environment.GetEnvironmentVariable($"FUNCTIONSJOBS_BENCHMARK_EXPORT_{name}") is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : standard;
}

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

namespace FunctionsJobs.Benchmarks.Exports;

/// <summary>
/// Events out of PostgreSQL into one CSV file, checksum and disk included, beside <c>psql \copy</c> of the same rows. The job's own activities, as
/// its orchestrator calls them.
/// </summary>
/// <remarks>
/// Each is done twice, and the second time counts: by then the server's memory holds the rows, and the program's code is compiled.
/// <c>FUNCTIONSJOBS_BENCHMARK_EXPORT_ROWS</c> sets the rows, <c>FUNCTIONSJOBS_BENCHMARK_EXPORT_TEXT</c> the length of the ad unit (events have 128 at most), which makes rows
/// long, and <c>FUNCTIONSJOBS_BENCHMARK_EXPORT_PARALLELISM</c> the parts made at once.
/// </remarks>
internal sealed class ExportBenchmark : IBenchmark
{
    private const string Publisher = "pub-1";
    private const int Days = 30;
    private const int MostRowsToWarmUp = 1_000_000;
    private static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "export";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var (rows, text, parallelism) = (Setting("ROWS", 1_000_000), Setting("TEXT", 12), Setting("PARALLELISM", new DataExportOptions().Parallelism));
        using var folder = new TemporaryFolder();
        CheckRoom(folder.Path, rows, text);
        await using var schema = await BenchmarkSchema.CreateAsync();
        if (schema is null)
        {
            return [];
        }

        await using var database = new PostgresAnalyticsDatabase(
            schema.ConnectionString, new PostgresOptions(), TimeProvider.System, NullLogger<PostgresAnalyticsDatabase>.Instance);
        var store = new SqlAnalyticsStore(database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        await ExportRows.FillAsync(schema, Publisher, new UtcRange(From, From.AddDays(Days)), rows, text);

        var bareFile = Path.Combine(folder.Path, "bare.csv");
        await ExportRows.CopyAsync(schema, Publisher, bareFile);
        var bare = await MeasureAsync(rows, () => ExportRows.CopyAsync(schema, Publisher, bareFile));
        var bareBytes = new FileInfo(bareFile).Length;
        File.Delete(bareFile);

        var time = TimeProvider.System;
        var options = Options.Create(new BlobsOptions { Folder = folder.Path });
        var blobs = new LocalBlobStore(options, new LocalLinks(options, time), time);
        await ExportAsync(store, blobs, parallelism, Math.Clamp((int)((long)Days * MostRowsToWarmUp / rows), 1, Days));
        await blobs.DeleteFolderAsync("jobs/", CancellationToken.None);

        DataExportResultContract? result = null;
        using var memory = new ManagedMemory();
        var processorTime = Environment.CpuUsage.TotalTime;
        var perSecond = await MeasureAsync(rows, async () => result = await ExportAsync(store, blobs, parallelism, Days));
        processorTime = Environment.CpuUsage.TotalTime - processorTime;
        var growth = memory.Growth;
        if (result!.Rows != rows)
        {
            throw new InvalidOperationException($"{result.Rows} of {rows} rows were exported.");
        }

        return
        [
            new Figure($"events exported to CSV from PostgreSQL ({rows:N0} rows, {result.Bytes / 1e6:F0} MB)", perSecond, "rows/s", bare,
                $"psql \\copy of the same rows ({bareBytes / 1e6:F0} MB)", "at least half"),
            new Figure("– processor time of the program, per million rows", processorTime.TotalSeconds / rows * 1e6, "s"),
            new Figure("– managed memory at its highest, over that before", growth / 1e6, "MB", Mark: "under 64"),
        ];
    }

    private static async Task<DataExportResultContract> ExportAsync(SqlAnalyticsStore store, LocalBlobStore blobs, int parallelism, int days)
    {
        var jobs = DispatchProxy.Create<IJobStore, IdleJobStore>();
        var plan = new DataExportPlanContract
        {
            PublisherId = Publisher,
            Format = "csv",
            Compression = "none",
            Granularity = ExportNames.Events,
            From = From,
            To = From.AddDays(days),
            Slice = TimeSpan.FromDays(1),
            Parallelism = parallelism,
            File = "export.csv",
            FileName = "export.csv",
        };
        await new StageExportFrameActivity(blobs, new JobExecution()).RunAsync(new StageExportFrameContract { JobId = "job", Plan = plan });
        var slices = ExportSlices.Of(new UtcRange(plan.From, plan.To), plan.Slice);
        var staged = new ExportedPartContract[slices.Count];
        var progress = new Progress("exported", slices.Count);
        await Parallel.ForAsync(0, slices.Count, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, async (index, _) =>
        {
            staged[index] = await new ExportPartActivity(store, blobs, jobs, new JobExecution(), NullLogger<ExportPartActivity>.Instance).RunAsync(
                new ExportPartContract { JobId = "job", Plan = plan, Index = index, Count = slices.Count, From = slices[index].From, To = slices[index].To });
            progress.Add(1);
        });
        return await new CommitExportActivity(blobs, jobs, new JobExecution(), NullLogger<CommitExportActivity>.Instance).RunAsync(
            new CommitExportContract { JobId = "job", Plan = plan, Blocks = [.. staged.Select(part => part.Blocks)], Rows = staged.Sum(part => part.Rows) });
    }

    // The server's rows, indexes and log; then either psql's file, or the parts and what is made of them.
    private static void CheckRoom(string folder, int rows, int text)
    {
        var needed = (long)rows * (2 * (450L + text) + 2 * (90L + text));
        var free = new DriveInfo(folder).AvailableFreeSpace;
        if (free < needed)
        {
            throw new InvalidOperationException($"{rows:N0} rows need some {needed / 1e9:F1} GB of disk, and {free / 1e9:F1} GB are free. Set FUNCTIONSJOBS_BENCHMARK_EXPORT_ROWS.");
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

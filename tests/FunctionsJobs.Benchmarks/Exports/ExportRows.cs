using System.Diagnostics;
using FunctionsJobs.Analytics;
using FunctionsJobs.Benchmarks.Analytics;
using Npgsql;

namespace FunctionsJobs.Benchmarks.Exports;

/// <summary>The rows that are exported: put into the server, and taken out by the bare tool.</summary>
internal static class ExportRows
{
    private const int Batch = 1_000_000;

    /// <summary>Adds events in the order of time, as they come.</summary>
    public static async Task FillAsync(BenchmarkSchema schema, string publisher, UtcRange range, int rows, int text)
    {
        var (first, span) = (range.From.ToUnixTimeMilliseconds(), (long)(range.To - range.From).TotalMilliseconds);
        var progress = new Progress("rows added", rows);
        for (var from = 0; from < rows; from += Batch)
        {
            var to = Math.Min(rows, from + Batch);
            await schema.ExecuteAsync($"""
                INSERT INTO analytics_event (publisher_id, hour, event_id, at_ms, event_type, ad_unit, country, device, revenue_micros)
                SELECT '{publisher}', at / 3600000, 'event-' || lpad(n::text, 12, '0'), at,
                       (ARRAY['request', 'impression', 'click'])[1 + n % 3], rpad('slot-' || n % 50, {text}, 'x'), (ARRAY['DE', 'FR', 'AT'])[1 + n % 3],
                       (ARRAY['mobile', 'desktop'])[1 + n % 2], CASE WHEN n % 3 = 0 THEN 0 ELSE n % 5000 END
                FROM (SELECT n, {first} + n::bigint * {span} / {rows} AS at FROM generate_series({from}, {to - 1}) AS n) AS numbered
                """);
            progress.Add(to - from);
        }

        await schema.ExecuteAsync("VACUUM ANALYZE analytics_event");
    }

    /// <summary>Has psql copy them into a file.</summary>
    public static async Task CopyAsync(BenchmarkSchema schema, string publisher, string file)
    {
        var server = new NpgsqlConnectionStringBuilder(schema.ConnectionString);
        var start = new ProcessStartInfo("psql",
        [
            "-X", "-q", "-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "-d", server.Database!, "-c",
            $@"\copy (SELECT event_id, publisher_id, event_type, at_ms, ad_unit, country, device, revenue_micros FROM {server.SearchPath}.analytics_event WHERE publisher_id = '{publisher}') TO '{file}' WITH (FORMAT csv, HEADER)",
        ]);
        start.Environment["PGPASSWORD"] = server.Password ?? "";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql ended with code {process.ExitCode}.");
        }
    }
}

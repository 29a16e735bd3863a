using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using FunctionsJobs.Upkeep;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.Upkeep;

[NeedsPostgres]
public sealed class PostgresUpkeepTests : IAsyncLifetime
{
    private TestSchema _schema = null!;

    public async Task InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task Optimize_AnalysesTheTablesThatChanged_AndTellsTheirSize()
    {
        await _schema.ExecuteAsync(
            "CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t SELECT generate_series(1, 5000); DELETE FROM t WHERE id > 100; SELECT pg_stat_force_next_flush()");
        await using var upkeep = new PostgresUpkeep(
            "jobs", _schema.ConnectionString, new PostgresOptions(), TimeProvider.System, NullLogger<PostgresUpkeep>.Instance);

        var report = await upkeep.OptimizeAsync(30, CancellationToken.None);

        Assert.True(report is { BytesBefore: > 0, BytesAfter: > 0, Rewritten: false }, report.ToString());
        Assert.Equal(100f, await _schema.ExecuteAsync("SELECT reltuples FROM pg_class WHERE oid = 't'::regclass"));
        Assert.Equal(100L, await _schema.ExecuteAsync("SELECT count(*) FROM t"));
    }
}

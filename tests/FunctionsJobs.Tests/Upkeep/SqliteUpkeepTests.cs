using FunctionsJobs.Tests.Analytics.Store;
using FunctionsJobs.Upkeep;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Tests.Upkeep;

public sealed class SqliteUpkeepTests : IDisposable
{
    private readonly TemporaryFile _file = new();

    public SqliteUpkeepTests() => Execute(
        "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX i ON t (text);"
        + "WITH RECURSIVE n (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 5000) INSERT INTO t SELECT v, hex(randomblob(200)) FROM n;");

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task Optimize_WhenLittleIsFree_LeavesTheFileAndWritesStatistics()
    {
        var report = await Upkeep().OptimizeAsync(30, CancellationToken.None);

        Assert.False(report.Rewritten);
        Assert.Equal(1L, Read("SELECT count(*) FROM sqlite_stat1 WHERE idx = 'i'"));
    }

    [Fact]
    public async Task Optimize_WhenMuchIsFree_GivesItBack_AndKeepsTheRows()
    {
        Execute("DELETE FROM t WHERE id > 500");

        var report = await Upkeep().OptimizeAsync(30, CancellationToken.None);

        Assert.True(report.Rewritten);
        Assert.True(report.BytesAfter * 2 < report.BytesBefore, report.ToString());
        Assert.Equal(500L, Read("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Optimize_WhenRewritingIsSwitchedOff_NeverRewrites()
    {
        Execute("DELETE FROM t");

        Assert.False((await Upkeep().OptimizeAsync(100, CancellationToken.None)).Rewritten);
    }

    [Fact]
    public async Task Optimize_WhenCancelled_LeavesEveryRow()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Upkeep().OptimizeAsync(5, cancelled.Token));

        Assert.Equal(5000L, Read("SELECT count(*) FROM t"));
    }

    private SqliteUpkeep Upkeep() => new("jobs", _file.Path, TimeSpan.FromSeconds(30));

    private void Execute(string sql) => Read(sql);

    private object? Read(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file.Path, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

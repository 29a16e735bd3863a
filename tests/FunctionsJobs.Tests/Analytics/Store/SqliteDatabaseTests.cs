using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Migrations;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Analytics.Sqlite;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Tests.Analytics.Store;

public sealed class SqliteDatabaseTests
{
    [Fact]
    public async Task Open_WhenNew_UsesWalAndTheLatestSchema()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        Assert.Equal("wal", await ScalarAsync(fixture.File, "PRAGMA journal_mode"));
        Assert.Equal((long)AnalyticsMigrations.Latest, await ScalarAsync(fixture.File, "SELECT MAX(version) FROM analytics_schema"));
        Assert.Equal((long)AnalyticsMigrations.Latest, await ScalarAsync(fixture.File, "SELECT COUNT(*) FROM analytics_schema"));
    }

    [Fact]
    public async Task Open_WhenTheFolderIsMissing_MakesOneForTheOwnerAlone()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.GetDirectoryName(fixture.File)!));
        }
    }

    [Fact]
    public async Task Open_WhenOpenedBefore_KeepsEverything()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        var applied = await ScalarAsync(fixture.File, "SELECT SUM(applied_ms) FROM analytics_schema");
        await fixture.OpenAnotherAsync();
        Assert.Equal(applied, await ScalarAsync(fixture.File, "SELECT SUM(applied_ms) FROM analytics_schema"));
    }

    [Fact]
    public async Task Open_WhenTheSchemaIsNewer_Refuses()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        await ScalarAsync(fixture.File, "INSERT INTO analytics_schema VALUES (9999, 0)");
        var fault = await Assert.ThrowsAsync<AnalyticsStoreException>(fixture.OpenAnotherAsync);
        Assert.False(fault.IsTransient);
        Assert.Contains("9999", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WhenTheFileIsNoDatabase_SaysSo()
    {
        using var file = new TemporaryFile();
        await File.WriteAllTextAsync(file.Path, new string('x', 10_000));
        await using var database = new SqliteAnalyticsDatabase(file.Path, TimeSpan.FromSeconds(1));
        var fault = await Assert.ThrowsAsync<AnalyticsStoreException>(
            () => new SqlAnalyticsStore(database, TimeProvider.System).OpenAsync(CancellationToken.None));
        Assert.False(fault.IsTransient);
        Assert.Equal("The analytics database is damaged or is no database.", fault.Message);
    }

    [Fact]
    public async Task Probe_WhenNeverOpened_Fails()
    {
        using var file = new TemporaryFile();
        await using var database = new SqliteAnalyticsDatabase(file.Path, TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<AnalyticsStoreException>(
            () => new SqlAnalyticsStore(database, TimeProvider.System).ProbeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Write_WhenAnotherProcessHoldsTheLock_FailsAsTransientAndWorksLater()
    {
        using var file = new TemporaryFile();
        await using var database = new SqliteAnalyticsDatabase(file.Path, TimeSpan.FromSeconds(1));
        var store = new SqlAnalyticsStore(database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        var batch = new[] { AnalyticsEvents.Click("a", "2026-01-01T00:00:00Z") };
        await using (var other = await ConnectAsync(file.Path))
        {
            await using var transaction = other.BeginTransaction();
            var fault = await Assert.ThrowsAsync<AnalyticsStoreException>(() => store.AddEventsAsync(batch, CancellationToken.None));
            Assert.True(fault.IsTransient);

            // Reads do not wait for it.
            Assert.Empty(await store.ListPublishersAsync(null, 1, CancellationToken.None));
        }

        Assert.Equal(1, (await store.AddEventsAsync(batch, CancellationToken.None)).Accepted);
    }

    [Fact]
    public async Task Read_WhenCancelledWhileTheDatabaseWorks_StopsIt()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        await using var database = new SqliteAnalyticsDatabase(fixture.File, TimeSpan.FromSeconds(1));
        using var cancellation = new CancellationTokenSource();
        const string endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n WHERE i < 0";
        var reading = Task.Run(() => database.ReadAsync(
            session =>
            {
                cancellation.CancelAfter(TimeSpan.FromMilliseconds(20));
                return session.ListAsync(endless, row => row.GetInt64(0), CancellationToken.None);
            },
            cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(60)));

        // The connection is as good as new.
        Assert.Equal(7, (await database.ReadAsync(s => s.ListAsync("SELECT 7", row => row.GetInt32(0), CancellationToken.None), CancellationToken.None))[0]);
    }

    // Four writes wait while a first one is at work, and so are committed together.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_WhenOneOfSeveralFailsOrIsInterrupted_KeepsTheOthersOnceEach(bool isInterrupted)
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        await using var database = new SqliteAnalyticsDatabase(fixture.File, TimeSpan.FromSeconds(1));
        var (begun, goOn) = (NewSignal(), NewSignal());
        var first = WriteAsync(database, "first", async () =>
        {
            begun.SetResult();
            await goOn.Task;
        });
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        using var cancellation = new CancellationTokenSource();
        var before = WriteAsync(database, "before", () => Task.CompletedTask);
        var bad = database.WriteAsync(
            "pub-1",
            async session =>
            {
                await session.ExecuteAsync(InsertPublisher, CancellationToken.None, ("@publisher", "bad"));
                if (!isInterrupted)
                {
                    throw new InvalidDataException("refused");
                }

                cancellation.CancelAfter(TimeSpan.FromMilliseconds(20));
                return await session.ExecuteAsync(
                    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) INSERT INTO analytics_publisher SELECT 'p' || i FROM n WHERE i < 0", CancellationToken.None);
            },
            cancellation.Token);
        var after = WriteAsync(database, "after", () => Task.CompletedTask);
        goOn.SetResult();

        await Task.WhenAll(first, before, after).WaitAsync(TimeSpan.FromSeconds(60));
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => bad.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.True(isInterrupted ? fault is OperationCanceledException : fault is InvalidDataException, $"{fault}");
        Assert.Equal("after,before,first", await ScalarAsync(fixture.File, "SELECT group_concat(publisher_id) FROM (SELECT publisher_id FROM analytics_publisher ORDER BY 1)"));
    }

    [Fact]
    public async Task Write_WhenCancelledWhileItWaits_EndsAtOnceAndWritesNothing()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        await using var database = new SqliteAnalyticsDatabase(fixture.File, TimeSpan.FromSeconds(1));
        var (begun, goOn) = (NewSignal(), NewSignal());
        var first = WriteAsync(database, "first", async () =>
        {
            begun.SetResult();
            await goOn.Task;
        });
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60));
        using var cancellation = new CancellationTokenSource();
        var waiting = WriteAsync(database, "waiting", () => Task.CompletedTask, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(60)));
        goOn.SetResult();
        await first;
        await WriteAsync(database, "last", () => Task.CompletedTask);
        Assert.Equal("first,last", await ScalarAsync(fixture.File, "SELECT group_concat(publisher_id) FROM (SELECT publisher_id FROM analytics_publisher ORDER BY 1)"));
    }

    [Fact]
    public async Task Dispose_WhenCalledTwice_IsFineAndLaterCallsFail()
    {
        using var file = new TemporaryFile();
        var database = new SqliteAnalyticsDatabase(file.Path, TimeSpan.FromSeconds(1));
        var store = new SqlAnalyticsStore(database, TimeProvider.System);
        await store.OpenAsync(CancellationToken.None);
        await store.ProbeAsync(CancellationToken.None);
        await database.DisposeAsync();
        await database.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ProbeAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => store.AddEventsAsync(new[] { AnalyticsEvents.Click("a", "2026-01-01T00:00:00Z") }, CancellationToken.None));
    }

    public static TheoryData<string> Statements()
    {
        var sql = new RollupSql(new SqliteAnalyticsDialect());
        return
        [
            RollupSql.GroupHours, RollupSql.Versions, RollupSql.Stale, RollupSql.ClearStale, RollupSql.Delete, RollupSql.Read, RollupSql.Sum,
            RollupSql.CountStaleHours, EventSql.HoursOfFirst, EventSql.DeleteFirst, EventSql.ListPublishers,
            sql.InsertFromFiner(Granularity.Day), sql.InsertFromFiner(Granularity.Week), sql.InsertFromFiner(Granularity.Month),
            sql.MarkCoarser(Granularity.Day), sql.MarkCoarser(Granularity.Week), sql.MarkCoarser(Granularity.Month),
        ];
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Statement_WhenPlanned_ReadsItsTableByIndex(string sql)
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        var steps = await PlanAsync(fixture.File, sql);
        Assert.Contains(steps, step => step.StartsWith("SEARCH", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.StartsWith("SCAN analytics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task GroupHours_WhenPlanned_DoesNotSort()
    {
        await using var fixture = await SqliteStoreFixture.OpenAsync();
        var step = Assert.Single(await PlanAsync(fixture.File, RollupSql.GroupHours));
        Assert.Equal("SEARCH analytics_event USING PRIMARY KEY (publisher_id=? AND hour>? AND hour<?)", step);
    }

    private static async Task<List<string>> PlanAsync(string file, string sql)
    {
        await using var connection = await ConnectAsync(file);
        await using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + sql;
        foreach (var name in (string[])["@publisher", "@granularity", "@from", "@to", "@limit", "@after"])
        {
            command.Parameters.AddWithValue(name, 0);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    private const string InsertPublisher = "INSERT INTO analytics_publisher (publisher_id) VALUES (@publisher)";

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task<bool> WriteAsync(SqliteAnalyticsDatabase database, string publisherId, Func<Task> meanwhile, CancellationToken cancellation = default) =>
        database.WriteAsync(
            publisherId,
            async session =>
            {
                await session.ExecuteAsync(InsertPublisher, CancellationToken.None, ("@publisher", publisherId));
                await meanwhile();
                return true;
            },
            cancellation);

    private static async Task<SqliteConnection> ConnectAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> ScalarAsync(string file, string sql)
    {
        await using var connection = await ConnectAsync(file);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}

using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Postgres;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static FunctionsJobs.Tests.Analytics.AnalyticsEvents;

namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>What only the analytics tables on PostgreSQL do.</summary>
[NeedsPostgres]
public sealed class PostgresAnalyticsDatabaseTests : IAsyncLifetime
{
    private PostgresStoreFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await PostgresStoreFixture.OpenAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task AddEvents_OfTwoSendersOfOnePublisher_DoNotWaitForEachOther()
    {
        await using var connection = await _fixture.Schema.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var locks = new NpgsqlCommand(PostgresEventSql.LockPublishers, connection, transaction))
        {
            locks.Parameters.Add(new() { Value = (string[])[PostgresAnalyticsDatabase.PublisherLock(Publisher)] });
            await locks.ExecuteNonQueryAsync();
        }

        // Another sender is amid its batch: this one goes through, and a roll-up waits.
        Assert.Equal(1, (await _fixture.Store.AddEventsAsync(new[] { Click("a", "2026-01-31T10:00:00Z") }, CancellationToken.None)).Accepted);
        var rolling = _fixture.Store.RollUpHoursAsync(Publisher, new DateOnly(2026, 1, 31), CancellationToken.None);
        await _fixture.Schema.WaitUntilBlockedByAsync(connection);
        Assert.False(rolling.IsCompleted);
        await transaction.CommitAsync();

        Assert.Equal(1, (await rolling).Totals.Clicks);
    }

    [Fact]
    public async Task RollUps_OfAnotherPublisher_DoNotWait()
    {
        await using var connection = await _fixture.Schema.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new PostgresTransaction(connection, transaction).LockAsync(PostgresAnalyticsDatabase.PublisherLock("pub-2"), CancellationToken.None);

        await _fixture.Store.AddEventsAsync(new[] { Click("a", "2026-01-31T10:00:00Z") }, CancellationToken.None);

        Assert.Equal(1, (await _fixture.Store.RollUpHoursAsync(Publisher, new DateOnly(2026, 1, 31), CancellationToken.None)).Totals.Clicks);
    }

    [Fact]
    public async Task Write_WhenCancelledWhileItWaitsForALock_EndsAtOnceAndLeavesNothing()
    {
        await using var connection = await _fixture.Schema.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new PostgresTransaction(connection, transaction).LockAsync(PostgresAnalyticsDatabase.PublisherLock(Publisher), CancellationToken.None);
        using var cancellation = new CancellationTokenSource();

        var adding = _fixture.Store.AddEventsAsync(new[] { Click("a", "2026-01-31T10:00:00Z") }, cancellation.Token);
        await _fixture.Schema.WaitUntilBlockedByAsync(connection);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Empty(await _fixture.Store.ListPublishersAsync(null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Read_WhenTheServerTakesTooLong_FailsAsTransient()
    {
        await using var database = new PostgresAnalyticsDatabase(
            _fixture.Schema.ConnectionString,
            new PostgresOptions { StatementTimeout = TimeSpan.FromMilliseconds(100), LockTimeout = TimeSpan.FromMilliseconds(100) },
            TimeProvider.System,
            NullLogger<PostgresAnalyticsDatabase>.Instance);

        var fault = await Assert.ThrowsAsync<AnalyticsStoreException>(() => database.ReadAsync(
            session => session.ListAsync("SELECT 1 FROM pg_sleep(600)", row => row.GetInt32(0), CancellationToken.None), CancellationToken.None));

        Assert.True(fault.IsTransient);
        Assert.Equal("The analytics store cannot be used: A statement took longer than Postgres:StatementTimeout allows.", fault.Message);
    }

    public static TheoryData<string> Statements()
    {
        var sql = new RollupSql(new PostgresAnalyticsDialect());
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
        await using var connection = await _fixture.Schema.ConnectAsync();
        await using (var settings = new NpgsqlCommand("SET enable_seqscan = off", connection))
        {
            await settings.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand("EXPLAIN " + sql, connection);
        foreach (var (name, value) in (IEnumerable<(string, object)>)[("publisher", Publisher), ("granularity", "hour"), ("from", 0L), ("to", 1L), ("limit", 1), ("after", "")])
        {
            command.Parameters.AddWithValue(name, value);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(0));
        }

        Assert.Contains(steps, step => step.Contains("Index", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Contains("Seq Scan", StringComparison.Ordinal));
    }
}

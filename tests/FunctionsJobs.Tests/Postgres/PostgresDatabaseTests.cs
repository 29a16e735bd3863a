using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FunctionsJobs.Tests.Postgres;

/// <summary>Transactions on the real server when something goes wrong.</summary>
[NeedsPostgres]
public sealed class PostgresDatabaseTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private TestSchema _schema = null!;

    public async Task InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        await _schema.ExecuteAsync("CREATE TABLE items (name TEXT PRIMARY KEY, value INTEGER NOT NULL)");
    }

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task Write_WhenItsBackendIsTerminatedAmidWork_RunsAgainAndWritesOnce()
    {
        await using var database = Open();
        var runs = 0;

        await database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("INSERT INTO items VALUES ('a', 1)", None);
                if (++runs == 1)
                {
                    await _schema.ExecuteAsync($"SELECT pg_terminate_backend({transaction.Connection.ProcessID})");
                    await transaction.ExecuteAsync("SELECT 1", None);
                }

                return true;
            },
            None);

        Assert.Equal((2, 1L), (runs, await CountAsync()));
    }

    [Fact]
    public async Task Write_WhenTheConnectionIsLostBeforeTheServerGotTheCommit_RunsAgainAndWritesOnce()
    {
        await using var cutter = new CommitCutter(_schema.ConnectionString, afterTheAnswer: false);
        await using var database = Open(cutter.ConnectionString);
        var runs = 0;

        Assert.Equal(2, await database.WriteAsync(transaction => InsertAsync(transaction, ++runs), None));
        Assert.Equal((1, 1L), (cutter.Cuts, await CountAsync()));
    }

    [Fact]
    public async Task Write_WhenTheConnectionIsLostAfterTheServerCommitted_RunsOnceAndAnswers()
    {
        await using var cutter = new CommitCutter(_schema.ConnectionString, afterTheAnswer: true);
        await using var database = Open(cutter.ConnectionString);
        var runs = 0;

        Assert.Equal(1, await database.WriteAsync(transaction => InsertAsync(transaction, ++runs), None));
        Assert.Equal((1, 1L), (cutter.Cuts, await CountAsync()));
    }

    [Fact]
    public async Task Mark_OfAnotherTimeline_HasNoOutcome()
    {
        await using var connection = await _schema.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var mark = await PostgresTransactionMark.ReadAsync(new PostgresTransaction(connection, transaction));
        Assert.Equal("in progress", await mark.ReadOutcomeAsync(connection, None));
        Assert.Null(await (mark with { Timeline = "0000FFFF" }).ReadOutcomeAsync(connection, None));
        await transaction.RollbackAsync();

        Assert.Equal("aborted", await mark.ReadOutcomeAsync(connection, None));
        Assert.Null(await (mark with { Timeline = "0000FFFF", Id = "999999999999" }).ReadOutcomeAsync(connection, None));
    }

    [Fact]
    public async Task Writes_ThatLockInACircle_BothSucceed()
    {
        await _schema.ExecuteAsync("INSERT INTO items VALUES ('a', 0), ('b', 0)");
        await using var database = Open();
        var bothHoldOne = new Barrier(2);
        var meet = new bool[2];

        await Task.WhenAll(Run(0, "a", "b"), Run(1, "b", "a"));

        Assert.Equal(4L, await _schema.ExecuteAsync("SELECT SUM(value) FROM items"));

        Task<bool> Run(int who, string first, string second) => Task.Run(() => database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync($"UPDATE items SET value = value + 1 WHERE name = '{first}'", None);
                if (!meet[who])
                {
                    meet[who] = true;
                    bothHoldOne.SignalAndWait(TimeSpan.FromMinutes(1));
                }

                await transaction.ExecuteAsync($"UPDATE items SET value = value + 1 WHERE name = '{second}'", None);
                return true;
            },
            None));
    }

    [Fact]
    public async Task Write_WhenAllConnectionsAreTaken_WaitsForOne()
    {
        await using var database = Open(options: new PostgresOptions { MaxConnections = 2 });
        var (taken, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = database.WriteAsync(
            async _ =>
            {
                taken.SetResult();
                await release.Task;
                return true;
            },
            None);
        await taken.Task;

        var waiting = database.WriteAsync(transaction => InsertAsync(transaction, 1), None);
        Assert.Equal(0, await database.ReadAsync(_ => Task.FromResult(0), None));
        Assert.False(waiting.IsCompleted);
        release.SetResult();

        Assert.Equal((true, 1), (await holding, await waiting));
    }

    [Fact]
    public async Task Write_WhenNoConnectionBecomesFree_FailsAsTransientAndLaterWorks()
    {
        var options = new PostgresOptions { MaxConnections = 2, RetryTimeout = TimeSpan.Zero };
        await using var database = Open(_schema.ConnectionString + ";Timeout=1", options);
        var (taken, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = database.WriteAsync(
            async _ =>
            {
                taken.SetResult();
                await release.Task;
                return true;
            },
            None);
        await taken.Task;

        var fault = await FaultOfAsync(() => database.WriteAsync(transaction => InsertAsync(transaction, 1), None));
        release.SetResult();
        await holding;

        Assert.True(fault.IsTransient);
        Assert.StartsWith("No pooled connection", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, await database.WriteAsync(transaction => InsertAsync(transaction, 1), None));
    }

    [Fact]
    public async Task Write_WhenTheServerIsSlow_FailsAsTransientAndLeavesNothing()
    {
        await using var database = Open(options: Limits(TimeSpan.FromMilliseconds(200)));

        var fault = await FaultOfAsync(() => database.WriteAsync(
            async transaction =>
            {
                await InsertAsync(transaction, 1);
                await transaction.ExecuteAsync("SELECT pg_sleep(600)", None);
                return true;
            },
            None));

        Assert.Equal("A statement took longer than Postgres:StatementTimeout allows.", fault.Message);
        Assert.True(fault.IsTransient);
        Assert.Equal(0L, await CountAsync());
    }

    [Fact]
    public async Task Write_WhenALockIsHeldForTooLong_FailsAsTransient()
    {
        await _schema.ExecuteAsync("INSERT INTO items VALUES ('a', 0)");
        await using var connection = await _schema.ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new PostgresTransaction(connection, transaction).ExecuteAsync("UPDATE items SET value = 1", None);
        await using var database = Open(options: new PostgresOptions { LockTimeout = TimeSpan.FromMilliseconds(100) });

        var fault = await FaultOfAsync(() => database.WriteAsync(
            async mine =>
            {
                await mine.ExecuteAsync("UPDATE items SET value = 2", None);
                return true;
            },
            None));

        Assert.Equal("Another transaction held a lock for longer than Postgres:LockTimeout allows.", fault.Message);
        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task Write_WhenTheServerIsReadOnly_RunsAgainOnAnotherConnection()
    {
        await using var database = Open();
        var backends = new List<int>();

        await database.WriteAsync(
            async transaction =>
            {
                backends.Add(transaction.Connection.ProcessID);
                if (backends.Count == 1)
                {
                    await transaction.ExecuteAsync("SET TRANSACTION READ ONLY", None);
                }

                return await InsertAsync(transaction, 1);
            },
            None);

        Assert.Equal((2, 1L), (backends.Distinct().Count(), await CountAsync()));
    }

    [Fact]
    public async Task Write_WhenTheServerStaysReadOnly_FailsAsTransientAfterTheRetryTimeout()
    {
        await using var database = Open(options: new PostgresOptions { RetryTimeout = TimeSpan.Zero });

        var fault = await FaultOfAsync(() => database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("SET TRANSACTION READ ONLY", None);
                return await InsertAsync(transaction, 1);
            },
            None));

        Assert.StartsWith("The PostgreSQL server is read-only", fault.Message, StringComparison.Ordinal);
        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task Write_WhenCancelledBefore_DoesNotBegin()
    {
        await using var database = Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.WriteAsync<bool>(
            _ => throw new InvalidOperationException("It began."), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Write_WhenAbandoned_LeavesNothingAndAnswers()
    {
        await using var database = Open();

        Assert.Equal(7, await database.WriteAsync(
            async transaction =>
            {
                await InsertAsync(transaction, 1);
                transaction.IsAbandoned = true;
                return 7;
            },
            None));
        Assert.Equal(0L, await CountAsync());
    }

    [Fact]
    public async Task Read_SeesOneSnapshotAndMayNotWrite()
    {
        await using var database = Open();

        await database.ReadAsync(
            async transaction =>
            {
                Assert.Equal(0L, await CountAsync(transaction));
                await _schema.ExecuteAsync("INSERT INTO items VALUES ('a', 1)");
                Assert.Equal(0L, await CountAsync(transaction));
                var refused = await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(transaction, 1));
                Assert.Equal(PostgresFaults.ReadOnlyTransaction, refused.SqlState);
                return true;
            },
            None);
    }

    [Fact]
    public async Task Call_WhenTheDatabaseDoesNotExist_SaysSoAtOnce()
    {
        await using var database = Open(_schema.ConnectionString + ";Database=no_such_database;Password=secret-7");

        var fault = await FaultOfAsync(() => database.ReadAsync(_ => Task.FromResult(0), None));

        Assert.Equal("The database named in the connection string does not exist.", fault.Message);
        Assert.False(fault.IsTransient);
    }

    [Fact]
    public async Task Migrate_WhenTheUserLacksTheRight_SaysSoAtOnce()
    {
        var role = $"{_schema.Name}_guest";
        await _schema.ExecuteAsync($"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA {_schema.Name} TO {role}");
        try
        {
            await using var database = Open(_schema.ConnectionString + $";Username={role}");

            var fault = await FaultOfAsync(async () =>
            {
                await database.MigrateAsync("lock", transaction => transaction.ExecuteAsync("CREATE TABLE mine (id INTEGER)", None), None);
                return true;
            });

            Assert.StartsWith("The user of the connection string lacks a right", fault.Message, StringComparison.Ordinal);
            Assert.False(fault.IsTransient);
        }
        finally
        {
            await _schema.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task Call_WhenNoServerListens_FailsAsTransientAfterTheRetryTimeout()
    {
        await using var database = Open(
            "Host=127.0.0.1;Port=1;Username=u;Password=secret-7", new PostgresOptions { RetryTimeout = TimeSpan.FromMilliseconds(50) });

        var fault = await FaultOfAsync(() => database.ReadAsync(_ => Task.FromResult(0), None));

        Assert.Equal("The connection to PostgreSQL was lost or could not be made.", fault.Message);
        Assert.True(fault.IsTransient);
    }

    [Fact]
    public async Task Call_WhenTheFirstOfSeveralHostsIsDown_UsesTheOther()
    {
        var port = new NpgsqlConnectionStringBuilder(_schema.ConnectionString).Port;
        await using var database = Open(_schema.ConnectionString + $";Host=127.0.0.1:1,127.0.0.1:{port};Target Session Attributes=primary");

        Assert.Equal(1, await database.WriteAsync(transaction => InsertAsync(transaction, 1), None));
        Assert.Equal(1L, await database.ReadAsync(CountAsync, None));
    }

    [Fact]
    public void CheckServer_WhenItIsTooOld_Refuses()
    {
        PostgresDatabase.CheckServer(new Version(15, 0));

        var fault = Assert.Throws<PostgresFaultException>(() => PostgresDatabase.CheckServer(new Version(14, 9))).Fault;
        Assert.Equal("The server is PostgreSQL 14.9; 15 or newer is needed.", fault.Message);
        Assert.False(fault.IsTransient);
    }

    private static PostgresOptions Limits(TimeSpan statement) => new() { StatementTimeout = statement, LockTimeout = statement };

    private static async Task<PostgresFault> FaultOfAsync<T>(Func<Task<T>> call)
    {
        var exception = await Assert.ThrowsAsync<PostgresFaultException>(call);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
        return exception.Fault;
    }

    private static async Task<int> InsertAsync(PostgresTransaction transaction, int value)
    {
        await transaction.ExecuteAsync("INSERT INTO items VALUES ('new', 1)", None);
        return value;
    }

    private static async Task<object?> CountAsync(PostgresTransaction transaction)
    {
        await using var command = new NpgsqlCommand("SELECT COUNT(*) FROM items", transaction.Connection, transaction.Transaction);
        return await command.ExecuteScalarAsync();
    }

    private Task<object?> CountAsync() => _schema.ExecuteAsync("SELECT COUNT(*) FROM items");

    private PostgresDatabase Open(string? connectionString = null, PostgresOptions? options = null) => new(
        new PostgresSettings("Tests", connectionString ?? _schema.ConnectionString, options ?? new PostgresOptions()),
        TimeProvider.System,
        NullLogger<PostgresDatabase>.Instance);
}

using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>
/// Transactions of one store on a PostgreSQL server, repeated where that is safe. Faults are <see cref="PostgresFaultException"/>.
/// </summary>
/// <remarks>
/// A write is repeated when it certainly did not take place: the server undid it, or the connection was lost before the commit was sent.
/// When it is lost during the commit, the server is asked what became of the transaction. Each write is a transaction of its own: the server
/// itself brings commits that come together to the disk together, and a slow or waiting write holds up no other.
/// </remarks>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>The oldest server this was made for.</summary>
    public static readonly Version OldestServer = new(15, 0);

    private static readonly TimeSpan OutcomePause = TimeSpan.FromMilliseconds(50);

    private readonly PostgresDataSources _sources;
    private readonly PostgresSettings _settings;
    private readonly PostgresRepeat _repeat;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Prepares the pools; nothing is opened yet.</summary>
    public PostgresDatabase(PostgresSettings settings, TimeProvider time, ILogger logger)
    {
        (_settings, _time, _logger) = (settings, time, logger);
        _sources = new PostgresDataSources(settings);
        _repeat = new PostgresRepeat(settings.Name, settings.Options.RetryTimeout, time, logger);
    }

    /// <summary>
    /// Runs work in a READ COMMITTED transaction and commits it. Cancellation is honoured until the work begins, and between repeats, when nothing
    /// of it is left.
    /// </summary>
    public Task<T> WriteAsync<T>(Func<PostgresTransaction, Task<T>> work, CancellationToken cancellation) =>
        _repeat.RunAsync(() => TryWriteAsync(work, cancellation), _sources.Writes.Clear, cancellation);

    /// <summary>Runs reads in a REPEATABLE READ, READ ONLY transaction: all of them see one snapshot.</summary>
    public Task<T> ReadAsync<T>(Func<PostgresTransaction, Task<T>> work, CancellationToken cancellation) => _repeat.RunAsync(
        async () =>
        {
            await using var connection = await _sources.Reads.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            return await work(new PostgresTransaction(connection, transaction));
        },
        _sources.Reads.Clear,
        cancellation);

    /// <summary>Runs work in a transaction that holds an advisory lock of a name, without time limits: another process may be at a long step.</summary>
    public Task MigrateAsync(string lockName, Func<PostgresTransaction, Task> work, CancellationToken cancellation) => WriteAsync(
        async transaction =>
        {
            CheckServer(transaction.Connection.PostgreSqlVersion);
            await transaction.ExecuteAsync("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0", CancellationToken.None);
            await transaction.LockAsync(lockName, CancellationToken.None);
            await work(transaction);
            return true;
        },
        cancellation);

    /// <summary>Runs what must not be in a transaction, such as VACUUM. It may be run again from its start.</summary>
    public Task<T> OutsideTransactionAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) => _repeat.RunAsync(
        async () =>
        {
            await using var connection = await _sources.Writes.OpenConnectionAsync(cancellation);
            return await work(connection);
        },
        _sources.Writes.Clear,
        cancellation);

    /// <summary>Refuses a server that is too old.</summary>
    public static void CheckServer(Version version)
    {
        if (version < OldestServer)
        {
            throw new PostgresFaultException(new PostgresFault($"The server is PostgreSQL {version}; {OldestServer.Major} or newer is needed.", false));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sources.DisposeAsync();

    private async Task<T> TryWriteAsync<T>(Func<PostgresTransaction, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await _sources.Writes.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        var running = new PostgresTransaction(connection, transaction);
        var mark = await PostgresTransactionMark.ReadAsync(running);
        var result = await work(running);
        if (running.IsAbandoned)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return result;
        }

        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        catch (NpgsqlException e) when (e is not PostgresException { InvariantSeverity: "ERROR" })
        {
            // Only an answer of severity ERROR means that the transaction was undone.
            if (await IsCommittedAsync(mark, e))
            {
                return result;
            }

            throw;
        }
    }

    /// <summary>Waits until the server tells what became of a transaction.</summary>
    private async Task<bool> IsCommittedAsync(PostgresTransactionMark mark, NpgsqlException cause)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            string? outcome;
            try
            {
                outcome = await _repeat.RunAsync(
                    async () =>
                    {
                        await using var connection = await _sources.Writes.OpenConnectionAsync(CancellationToken.None);
                        return await mark.ReadOutcomeAsync(connection, CancellationToken.None);
                    },
                    _sources.Writes.Clear,
                    CancellationToken.None);
            }
            catch (PostgresFaultException)
            {
                throw Unknown();
            }

            if (outcome is "committed" or "aborted")
            {
                PostgresLog.CommitResolved(_logger, cause, _settings.Name, outcome);
                return outcome == "committed";
            }

            if (outcome is null || _time.GetElapsedTime(started) > _settings.Options.RetryTimeout)
            {
                throw Unknown();
            }

            await Task.Delay(OutcomePause, _time, CancellationToken.None);
        }

        PostgresFaultException Unknown()
        {
            PostgresLog.CommitUnknown(_logger, cause, _settings.Name);
            return new PostgresFaultException(
                new PostgresFault("The connection to PostgreSQL was lost during a commit, and whether it took place cannot be found out. Repeat the call: that is safe.", true),
                cause);
        }
    }
}

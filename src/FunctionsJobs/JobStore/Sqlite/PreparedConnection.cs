using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.JobStore.Sqlite;

/// <summary>
/// A SQLite connection that keeps its statements prepared. SQLite's driver prepares a command's statements when the command is first run and forgets them with
/// the command, of which the mapper makes one per call; here commands are put aside instead and used again for the same text.
/// </summary>
/// <remarks>For one caller at a time.</remarks>
internal sealed class PreparedConnection(string connectionString) : DbConnection
{
    /// <summary>Most statements that are kept; those of rare lists are then prepared anew.</summary>
    private const int MaxStatements = 256;

    private readonly SqliteConnection _connection = new(connectionString);
    private readonly Dictionary<string, SqliteCommand> _idle = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString
    {
        get => _connection.ConnectionString;
        set => throw new NotSupportedException("A connection that is open keeps its connection string.");
    }

    /// <inheritdoc/>
    public override string Database => _connection.Database;

    /// <inheritdoc/>
    public override string DataSource => _connection.DataSource;

    /// <inheritdoc/>
    public override string ServerVersion => _connection.ServerVersion;

    /// <inheritdoc/>
    public override ConnectionState State => _connection.State;

    /// <summary>
    /// Runs a statement without parameters or result. Transactions are begun and ended by it as well: the driver's own prepares four statements for each.
    /// </summary>
    public void Execute(string sql)
    {
        var command = Take(sql);
        command.ExecuteNonQuery();
        GiveBack(command);
    }

    /// <inheritdoc/>
    public override void Open() => _connection.Open();

    /// <inheritdoc/>
    public override void Close()
    {
        foreach (var command in _idle.Values)
        {
            command.Dispose();
        }

        _idle.Clear();
        _connection.Close();
    }

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException("SQLite has one database per file.");

    /// <summary>A command of a text, prepared if there was one before.</summary>
    internal SqliteCommand Take(string text) => _idle.Remove(text, out var command) ? command : new SqliteCommand(text, _connection);

    /// <summary>Keeps a command that has been run for the next time.</summary>
    internal void GiveBack(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (_idle.Count >= MaxStatements || !_idle.TryAdd(command.CommandText, command))
        {
            command.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("Transactions are begun and ended by statements.");

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
            _connection.Dispose();
        }

        base.Dispose(disposing);
    }
}

using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.JobStore.Sqlite;

/// <summary>A command that runs on a prepared one of its connection, from the setting of its text to its disposal.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
    private static readonly ConcurrentDictionary<string, string> _prefixed = new(StringComparer.Ordinal);

    private SqliteCommand? _command;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _command?.CommandText ?? "";
        set
        {
            var command = connection.Take(value ?? "");
            if (_command is { } before)
            {
                // The mapper writes the members of a list into the text when their parameters are there already.
                var parameters = before.Parameters.Cast<SqliteParameter>().ToList();
                connection.GiveBack(before);
                command.Parameters.AddRange(parameters);
            }

            _command = command;
        }
    }

    /// <inheritdoc/>
    public override int CommandTimeout
    {
        get => Command.CommandTimeout;
        set => Command.CommandTimeout = value;
    }

    /// <inheritdoc/>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("SQLite runs text only.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("The command belongs to its connection.");
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => Command.Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction
    {
        get => null;
        set
        {
            if (value is not null)
            {
                throw new NotSupportedException("The connection's transactions are no objects.");
            }
        }
    }

    private SqliteCommand Command => _command ?? throw new InvalidOperationException("The command has no text yet.");

    /// <inheritdoc/>
    public override void Cancel() => _command?.Cancel();

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => Bound().ExecuteNonQuery();

    /// <inheritdoc/>
    public override object? ExecuteScalar() => Bound().ExecuteScalar();

    /// <inheritdoc/>
    public override void Prepare() => Command.Prepare();

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => Command.CreateParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Bound().ExecuteReader(behavior);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _command is { } command)
        {
            _command = null;
            connection.GiveBack(command);
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// The command, its parameters named as in its text. The mapper names them without the <c>@</c>; the driver then tries the bare name and each prefix in turn,
    /// each a search through all names of the statement.
    /// </summary>
    private SqliteCommand Bound()
    {
        foreach (SqliteParameter parameter in Command.Parameters)
        {
            if (!parameter.ParameterName.StartsWith('@'))
            {
                parameter.ParameterName = _prefixed.GetOrAdd(parameter.ParameterName, static name => $"@{name}");
            }
        }

        return Command;
    }
}

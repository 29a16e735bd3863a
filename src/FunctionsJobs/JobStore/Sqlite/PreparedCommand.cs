using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.JobStore.Sqlite;

/// <summary>A command that runs on a prepared one of its connection, which it gives back when it is disposed.</summary>
internal sealed class PreparedCommand(PreparedConnection connection) : DbCommand
{
    private static readonly ConcurrentDictionary<string, string> _prefixed = new(StringComparer.Ordinal);

    // Never run. The mapper holds on to the collection of parameters while it still writes the text, into which it puts the members of lists.
    private readonly SqliteCommand _draft = new();
    private SqliteCommand? _prepared;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText
    {
        get => _draft.CommandText;
        set => _draft.CommandText = value;
    }

    /// <inheritdoc/>
    public override int CommandTimeout
    {
        get => _draft.CommandTimeout;
        set => _draft.CommandTimeout = value;
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
    protected override DbParameterCollection DbParameterCollection => _draft.Parameters;

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

    /// <inheritdoc/>
    public override void Cancel() => _prepared?.Cancel();

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => Bound().ExecuteNonQuery();

    /// <inheritdoc/>
    public override object? ExecuteScalar() => Bound().ExecuteScalar();

    /// <inheritdoc/>
    public override void Prepare() => Bound().Prepare();

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => _draft.CreateParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Bound().ExecuteReader(behavior);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            GiveBack();
            _draft.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// A prepared command with these parameters, named as in its text. The mapper names them without the <c>@</c>; the driver then tries the bare name and each
    /// prefix in turn, each a search through all names of the statement.
    /// </summary>
    private SqliteCommand Bound()
    {
        GiveBack();
        _prepared = connection.Take(_draft.CommandText);
        foreach (SqliteParameter parameter in _draft.Parameters)
        {
            if (!parameter.ParameterName.StartsWith('@'))
            {
                parameter.ParameterName = _prefixed.GetOrAdd(parameter.ParameterName, static name => $"@{name}");
            }

            _prepared.Parameters.Add(parameter);
        }

        return _prepared;
    }

    private void GiveBack()
    {
        if (_prepared is { } command)
        {
            _prepared = null;
            connection.GiveBack(command);
        }
    }
}

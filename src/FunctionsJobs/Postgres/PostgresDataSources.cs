using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>Two pools of connections to one database: one for writes, one whose transactions are read-only.</summary>
/// <remarks>
/// Limits are sent when a connection is opened, as its defaults, so that they cost no round trip. Statements are prepared by the driver once they were used twice on a connection.
/// </remarks>
internal sealed class PostgresDataSources : IAsyncDisposable
{
    private const int PreparedStatements = 200;
    private const int UsesBeforePreparing = 2;

    // Of the driver's 8 KiB, each of an export's pages would take dozens of reads, and as many waits of a thread.
    private const int ReadBufferSize = 64 * 1024;
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(10);

    public PostgresDataSources(PostgresSettings settings)
    {
        var forReads = settings.Options.MaxConnections / 2;
        Writes = Build(settings, settings.Options.MaxConnections - forReads, "off");
        Reads = Build(settings, forReads, "on");
    }

    /// <summary>Connections that may write.</summary>
    public NpgsqlDataSource Writes { get; }

    /// <summary>Connections whose transactions are read-only.</summary>
    public NpgsqlDataSource Reads { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync();
        await Reads.DisposeAsync();
    }

    private static NpgsqlDataSource Build(PostgresSettings settings, int connections, string readOnly)
    {
        var options = settings.Options;
        var text = new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        text.ApplicationName ??= $"FunctionsJobs {settings.Name}";
        text.Pooling = true;
        text.MinPoolSize = Math.Min(text.MinPoolSize, connections);
        text.MaxPoolSize = connections;
        if (!text.ShouldSerialize("Max Auto Prepare"))
        {
            text.MaxAutoPrepare = PreparedStatements;
            text.AutoPrepareMinUsages = UsesBeforePreparing;
        }

        if (!text.ShouldSerialize("Read Buffer Size"))
        {
            text.ReadBufferSize = ReadBufferSize;
        }

        text.Enlist = false;

        // Work sets nothing that outlives its transaction; the analytics store keeps a temporary table per connection.
        text.NoResetOnClose = true;
        text.TcpKeepAlive = true;

        // The server's limit comes first: it ends the statement and keeps the connection.
        text.CommandTimeout = (int)Math.Ceiling((options.StatementTimeout + CancelGrace).TotalSeconds);
        var statement = (long)options.StatementTimeout.TotalMilliseconds;
        text.Options = string.Join(
            ' ',
            text.Options,
            $"-c statement_timeout={statement}",
            $"-c lock_timeout={(long)options.LockTimeout.TotalMilliseconds}",
            // A process that froze amid a transaction must not hold its locks for ever.
            $"-c idle_in_transaction_session_timeout={statement}",
            $"-c default_transaction_read_only={readOnly}").Trim();
        var builder = new NpgsqlDataSourceBuilder(text.ConnectionString);
        if (options.Authentication == PostgresAuthentication.Entra)
        {
            PostgresEntraPassword.For(options).UseIn(builder);
        }

        return builder.Build();
    }
}

using Npgsql;

namespace FunctionsJobs.Postgres;

/// <summary>Tells by an exception of the driver what happened. Codes are those of PostgreSQL's appendix A.</summary>
internal static class PostgresFaults
{
    /// <summary>The server is a standby, or was made one by a failover: pooled connections lead to the wrong server.</summary>
    public const string ReadOnlyTransaction = "25006";

    private static readonly PostgresFault Conflict = new("Concurrent transactions collided again and again.", true, true);
    private static readonly PostgresFault Lost = new("The connection to PostgreSQL was lost or could not be made.", true, true);
    private static readonly PostgresFault Full = new("PostgreSQL has no free connection; compare MaxConnections of all processes with its max_connections.", true, true);
    private static readonly PostgresFault Busy = new("No pooled connection to PostgreSQL became free, or the server did not answer in time.", true, true);
    private static readonly PostgresFault Standby = new("The PostgreSQL server is read-only: a standby, or a server that is set to be.", true, true);
    private static readonly PostgresFault Slow = new("A statement took longer than Postgres:StatementTimeout allows.", true);
    private static readonly PostgresFault Locked = new("Another transaction held a lock for longer than Postgres:LockTimeout allows.", true);
    private static readonly PostgresFault NoRoom = new("PostgreSQL ran out of disk space or memory.", true);

    /// <summary>The fault of an exception, or null when the database is not the cause.</summary>
    public static PostgresFault? Of(Exception exception) => exception switch
    {
        PostgresException fault => Of(fault),
        NpgsqlException { InnerException: TimeoutException } => Busy,
        NpgsqlException { IsTransient: true } => Lost,
        NpgsqlException => new("PostgreSQL refused the connection, or it could not be secured as the connection string asks.", false),
        _ => null,
    };

    private static PostgresFault Of(PostgresException fault) => fault.SqlState switch
    {
        "40001" or "40P01" => Conflict,
        "57P01" or "57P02" or "57P03" or "57P05" or "25P03" => Lost,
        "53300" => Full,
        ReadOnlyTransaction => Standby,
        "57014" => Slow,
        "55P03" => Locked,
        "28000" or "28P01" => new("PostgreSQL refused the user or its password.", false),
        "3D000" => new("The database named in the connection string does not exist.", false),
        "3F000" => new("The schema named as Search Path in the connection string does not exist.", false),
        "42501" => new("The user of the connection string lacks a right; docs/operations.md lists those it needs.", false),
        "42P01" => new("A table is missing: the schema was never brought up to date, or the Search Path of the connection string is another.", false),
        "22003" => new("A sum does not fit 64 bits.", false),
        _ when fault.SqlState.StartsWith("08", StringComparison.Ordinal) => Lost,
        _ when fault.SqlState.StartsWith("53", StringComparison.Ordinal) => NoRoom,
        _ => new($"PostgreSQL failed with code {fault.SqlState}.", false),
    };
}

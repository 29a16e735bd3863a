using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Postgres;

/// <summary>PostgreSQL: rows are locked one by one, and text compares by the database's language unless told otherwise.</summary>
public sealed class PostgresJobStoreDialect : JobStoreDialect
{
    /// <inheritdoc/>
    public override string RowLock => " FOR UPDATE";

    /// <inheritdoc/>
    public override string FreeRowLock => " FOR UPDATE SKIP LOCKED";

    /// <inheritdoc/>
    public override string OrdinalText => "TEXT COLLATE \"C\"";

    /// <inheritdoc/>
    public override string IsAnyOf(string column, string parameter) => $"{column} = ANY({parameter})";
}

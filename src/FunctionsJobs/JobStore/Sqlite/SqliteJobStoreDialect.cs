using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Sqlite;

/// <summary>SQLite: a write transaction holds the only write lock there is, and text compares byte by byte.</summary>
public sealed class SqliteJobStoreDialect : JobStoreDialect
{
    /// <inheritdoc/>
    public override string RowLock => "";

    /// <inheritdoc/>
    public override string FreeRowLock => "";

    /// <inheritdoc/>
    public override string OrdinalText => "TEXT";

    /// <inheritdoc/>
    public override string IsAnyOf(string column, string parameter) => $"{column} IN {parameter}";
}

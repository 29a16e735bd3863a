using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>SQLite's way of saying it.</summary>
internal sealed class SqliteAnalyticsDialect : AnalyticsDialect
{
    /// <inheritdoc/>
    public override string OrdinalText => "TEXT";

    /// <inheritdoc/>
    public override string ClusteredByKey => " WITHOUT ROWID";

    /// <inheritdoc/>
    public override string IsOneOf(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    /// <inheritdoc/>
    public override string MonthOf(string column) =>
        $"(CAST(strftime('%s', {column} / 1000, 'unixepoch', 'start of month') AS INTEGER) * 1000)";
}

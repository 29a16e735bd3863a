using System.Data.Common;
using FunctionsJobs.Analytics.Sql;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FunctionsJobs.Analytics.Sqlite;

/// <summary>SQLite's way of saying it.</summary>
internal sealed class SqliteAnalyticsDialect : AnalyticsDialect
{
    /// <inheritdoc/>
    public override string OrdinalText => "TEXT";

    /// <inheritdoc/>
    public override string ClusteredByKey => " WITHOUT ROWID";

    /// <inheritdoc/>
    internal override EventPage.EventText ReadText(DbDataReader row, int column, EventPage page)
    {
        if (row.IsDBNull(column))
        {
            return EventPage.EventText.None;
        }

        // SQLite's own memory: the driver would make an array or a string of it first.
        var bytes = raw.sqlite3_column_blob(((SqliteDataReader)row).Handle, column);
        var text = page.Reserve(bytes.Length, out var target);
        bytes.CopyTo(target);
        return text;
    }

    /// <inheritdoc/>
    public override string IsOneOf(string column, string parameter) => $"{column} IN (SELECT value FROM json_each({parameter}))";

    /// <inheritdoc/>
    public override string Members(string parameter) => $"json_each({parameter})";

    /// <inheritdoc/>
    public override string MonthOf(string column) =>
        $"(CAST(strftime('%s', {column} / 1000, 'unixepoch', 'start of month') AS INTEGER) * 1000)";
}

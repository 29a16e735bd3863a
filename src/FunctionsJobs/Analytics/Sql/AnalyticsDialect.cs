using System.Data.Common;

namespace FunctionsJobs.Analytics.Sql;

/// <summary>The places where the databases' SQL differs. Everything else is written once, in what they have in common.</summary>
public abstract class AnalyticsDialect
{
    /// <summary>The type of a text column that is compared byte by byte.</summary>
    public abstract string OrdinalText { get; }

    /// <summary>What follows a <c>CREATE TABLE</c> to store its rows in the order of the primary key, with a leading space; may be empty.</summary>
    public abstract string ClusteredByKey { get; }

    /// <summary>An expression for the first millisecond of the UTC month that holds the millisecond <paramref name="column"/>.</summary>
    public abstract string MonthOf(string column);

    /// <summary>
    /// A statement that, for the rest of the transaction, has ordered queries go along an index and stop at their limit, where the database would
    /// otherwise sort all that is left for each page; null where it needs no telling.
    /// </summary>
    public virtual string? GoByIndex => null;

    /// <summary>Copies a text column of the current row into a page, as UTF-8 and without a string in between: most of what an export reads is text.</summary>
    internal abstract EventPage.EventText ReadText(DbDataReader row, int column, EventPage page);

    /// <summary>A condition: the text <paramref name="column"/> is one of those in <paramref name="parameter"/>, a JSON array of texts.</summary>
    public abstract string IsOneOf(string column, string parameter);

    /// <summary>A table of two columns, <c>key</c> (text) and <c>value</c> (whole number): the members of <paramref name="parameter"/>, a JSON object of numbers.</summary>
    public abstract string Members(string parameter);

    /// <summary>An expression for the first millisecond of the bucket that holds the millisecond <paramref name="column"/>, which is after 1970.</summary>
    public string BucketOf(Granularity granularity, string column) => granularity switch
    {
        Granularity.Hour => $"({column} - {column} % 3600000)",
        Granularity.Day => $"({column} - {column} % 86400000)",
        // 1970-01-01 was a Thursday: three days after a Monday.
        Granularity.Week => $"({column} - ({column} + 259200000) % 604800000)",
        Granularity.Month => MonthOf(column),
        _ => throw new ArgumentOutOfRangeException(nameof(granularity), granularity, "Unknown granularity."),
    };
}

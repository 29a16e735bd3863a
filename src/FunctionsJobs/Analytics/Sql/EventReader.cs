using System.Data.Common;
using FunctionsJobs.Analytics.Ingest;

namespace FunctionsJobs.Analytics.Sql;

/// <summary>Makes events of rows. The few values that repeat are kept once.</summary>
internal sealed class EventReader(string publisherId)
{
    private readonly TextCache _texts = new();

    /// <summary>The event of a row of <see cref="EventPageSql"/>.</summary>
    public AnalyticsEvent Read(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        PublisherId = publisherId,
        AtMilliseconds = row.GetInt64(1),
        Type = AnalyticsNames.ParseEventType(row.GetString(2)),
        AdUnit = Text(row, 3),
        Country = Text(row, 4),
        Device = row.IsDBNull(5) ? null : AnalyticsNames.ParseDevice(row.GetString(5)),
        RevenueMicros = row.GetInt64(6),
    };

    private string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : _texts.Of(row.GetString(column));
}

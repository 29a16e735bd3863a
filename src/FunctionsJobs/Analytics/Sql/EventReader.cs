using System.Data.Common;

namespace FunctionsJobs.Analytics.Sql;

/// <summary>Takes the rows of <see cref="EventPageSql"/> into a page, without an object per row.</summary>
internal static class EventReader
{
    /// <summary>Adds the event of a row. Columns are read in their order, which is the cheapest.</summary>
    public static void Read(DbDataReader row, AnalyticsDialect dialect, EventPage page)
    {
        var id = dialect.ReadText(row, 0, page);
        var at = row.GetInt64(1);
        var type = AnalyticsNames.ParseEventType(page.TextOf(dialect.ReadText(row, 2, page)));
        var adUnit = dialect.ReadText(row, 3, page);
        var country = dialect.ReadText(row, 4, page);
        var deviceName = dialect.ReadText(row, 5, page);
        DeviceType? device = deviceName.IsThere ? AnalyticsNames.ParseDevice(page.TextOf(deviceName)) : null;
        page.Add(new EventPage.StoredEvent(id, at, type, adUnit, country, device, row.GetInt64(6)));
    }
}

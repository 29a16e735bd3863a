using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports;

/// <summary>Reads the numbers of reports.</summary>
public sealed class ReportReader(IAnalyticsStore analytics)
{
    /// <summary>
    /// A publisher's numbers over a period and the one before. Roll-ups that lack late events are brought up to date first, so that a report says what the
    /// events say.
    /// </summary>
    public async Task<ReportData> ReadAsync(string publisherId, ReportPeriod period, CancellationToken cancellation)
    {
        var both = new UtcRange(period.Previous.Range.From, period.Range.To);
        await analytics.RollUpAsync(publisherId, Granularity.Day, both, cancellation);
        var rows = await analytics.ReadRollupsAsync(publisherId, period.Bucket, both, cancellation);
        return ReportData.Of(period, rows.ToDictionary(row => row.Start, row => row.Counts));
    }
}

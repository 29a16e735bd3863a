using System.Globalization;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

/// <summary>
/// What the store must hold after a stream of events, computed in plain C# from the stream: no SQL, and none of the store's calendar.
/// </summary>
internal sealed class ExpectedRollups
{
    private readonly HashSet<(string PublisherId, string Id)> _seen = [];
    private readonly Dictionary<(string PublisherId, Granularity Granularity, DateTime Start), RollupCounts> _buckets = [];

    public int Duplicates { get; private set; }

    public IEnumerable<string> Publishers => _buckets.Keys.Select(key => key.PublisherId).Distinct();

    public static ExpectedRollups Of(IEnumerable<AnalyticsEvent> events)
    {
        var expected = new ExpectedRollups();
        foreach (var e in events)
        {
            expected.Add(e);
        }

        return expected;
    }

    public void Add(AnalyticsEvent e)
    {
        if (!_seen.Add((e.PublisherId, e.Id)))
        {
            Duplicates++;
            return;
        }

        var counts = e.Type switch
        {
            AnalyticsEventType.Request => new RollupCounts(1, 0, 0, e.RevenueMicros),
            AnalyticsEventType.Impression => new RollupCounts(0, 1, 0, e.RevenueMicros),
            _ => new RollupCounts(0, 0, 1, e.RevenueMicros),
        };
        var at = DateTime.UnixEpoch.AddMilliseconds(e.AtMilliseconds);
        Count(e.PublisherId, Granularity.Hour, at.Date.AddHours(at.Hour), counts);
        Count(e.PublisherId, Granularity.Day, at.Date, counts);
        Count(e.PublisherId, Granularity.Week, ISOWeek.ToDateTime(ISOWeek.GetYear(at), ISOWeek.GetWeekOfYear(at), DayOfWeek.Monday), counts);
        Count(e.PublisherId, Granularity.Month, new DateTime(at.Year, at.Month, 1), counts);
    }

    public IReadOnlyList<RollupBucket> Buckets(string publisherId, Granularity granularity) =>
    [
        .. _buckets
            .Where(bucket => bucket.Key.PublisherId == publisherId && bucket.Key.Granularity == granularity)
            .OrderBy(bucket => bucket.Key.Start)
            .Select(bucket => new RollupBucket(new DateTimeOffset(bucket.Key.Start, TimeSpan.Zero), bucket.Value)),
    ];

    public RollupCounts Totals(string publisherId) =>
        Buckets(publisherId, Granularity.Hour).Aggregate(default(RollupCounts), (sum, bucket) => sum + bucket.Counts);

    private void Count(string publisherId, Granularity granularity, DateTime start, RollupCounts counts)
    {
        var key = (publisherId, granularity, start);
        _buckets[key] = _buckets.GetValueOrDefault(key) + counts;
    }
}

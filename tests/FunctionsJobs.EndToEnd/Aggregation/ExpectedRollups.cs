using FunctionsJobs.Analytics;

namespace FunctionsJobs.EndToEnd.Aggregation;

/// <summary>Counts events one by one, without any of the program's SQL.</summary>
internal sealed class ExpectedRollups
{
    private readonly SortedDictionary<DateOnly, Counts> _days = [];

    public Counts Total => _days.Values.Aggregate(default(Counts), (sum, day) => sum + day);

    public IReadOnlyDictionary<DateOnly, Counts> Days => _days;

    public void Add(AnalyticsEvent analyticsEvent)
    {
        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(analyticsEvent.AtMilliseconds).UtcDateTime);
        var one = analyticsEvent.Type switch
        {
            AnalyticsEventType.Request => new Counts(1, 0, 0, 0),
            AnalyticsEventType.Impression => new Counts(0, 1, 0, analyticsEvent.RevenueMicros),
            AnalyticsEventType.Click => new Counts(0, 0, 1, analyticsEvent.RevenueMicros),
            var other => throw new InvalidOperationException($"unknown type {other}"),
        };
        _days[day] = _days.GetValueOrDefault(day) + one;
    }

    public static ExpectedRollups Of(IEnumerable<AnalyticsEvent> events, string publisherId)
    {
        var expected = new ExpectedRollups();
        foreach (var analyticsEvent in events.Where(e => e.PublisherId == publisherId))
        {
            expected.Add(analyticsEvent);
        }

        return expected;
    }

    internal readonly record struct Counts(long Requests, long Impressions, long Clicks, long RevenueMicros)
    {
        public static Counts operator +(Counts a, Counts b) =>
            new(a.Requests + b.Requests, a.Impressions + b.Impressions, a.Clicks + b.Clicks, a.RevenueMicros + b.RevenueMicros);
    }
}

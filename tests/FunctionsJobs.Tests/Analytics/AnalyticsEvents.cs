using System.Globalization;
using FunctionsJobs.Analytics;

namespace FunctionsJobs.Tests.Analytics;

/// <summary>Events for tests.</summary>
internal static class AnalyticsEvents
{
    public const string Publisher = "pub-1";

    public static long Ms(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    public static AnalyticsEvent Click(string id, string at, long micros = 0, string publisherId = Publisher) => new()
    {
        Id = id,
        PublisherId = publisherId,
        Type = AnalyticsEventType.Click,
        AtMilliseconds = Ms(at),
        RevenueMicros = micros,
    };

    /// <summary>Random events over a few days around a border, a third of them with an id that came before.</summary>
    public static List<AnalyticsEvent> Random(int seed, int count, string around, int days = 6, bool repeats = true)
    {
        var random = new Random(seed);
        var first = Ms(around) - (days * 43_200_000L);
        var events = new List<AnalyticsEvent>(count);
        for (var i = 0; i < count; i++)
        {
            var type = (AnalyticsEventType)random.Next(3);
            events.Add(new AnalyticsEvent
            {
                Id = repeats ? $"e{random.Next(count * 2 / 3)}" : $"e{i}",
                PublisherId = $"pub-{random.Next(3)}",
                Type = type,
                // A fifth lies exactly on an hour's border, or a millisecond before.
                AtMilliseconds = random.Next(5) == 0
                    ? first + (random.NextInt64(days * 24) * 3_600_000L) - random.Next(2)
                    : first + random.NextInt64(days * 86_400_000L),
                AdUnit = random.Next(2) == 0 ? "top" : null,
                Country = random.Next(2) == 0 ? "DE" : null,
                Device = random.Next(2) == 0 ? DeviceType.Tablet : null,
                RevenueMicros = type == AnalyticsEventType.Request ? 0 : random.NextInt64(1_000_000_000_000),
            });
        }

        return events;
    }
}

namespace FunctionsJobs.Analytics.Sample;

/// <summary>Generates the events of a plan, one after the other, in order of hours, without keeping any.</summary>
public static class SampleEvents
{
    private static readonly string[] Countries = ["DE", "US", "GB", "FR", "ES", "PL", "BR", "IN", "JP", "NL"];
    private static readonly string[] AdUnits = ["top-banner", "sidebar", "in-article", "interstitial", "footer"];

    /// <summary>Yields exactly <see cref="SamplePlan.Events"/> events with distinct ids.</summary>
    public static IEnumerable<AnalyticsEvent> Generate(SamplePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var totalWeight = plan.Range.Buckets(Granularity.Hour).Sum(hour => plan.Publishers.Sum(publisher => SampleRhythm.WeightOf(publisher, hour)));
        var random = new SplitMix64(plan.Seed);
        var weightSoFar = 0L;
        var eventsSoFar = 0L;
        foreach (var hour in plan.Range.Buckets(Granularity.Hour))
        {
            foreach (var publisher in plan.Publishers)
            {
                // Cumulative, so that rounding never loses an event.
                weightSoFar += SampleRhythm.WeightOf(publisher, hour);
                var until = (long)((Int128)plan.Events * weightSoFar / totalWeight);
                var count = until - eventsSoFar;
                for (var i = 0L; i < count; i++)
                {
                    var offset = ((i * 3_600_000) + random.Next(3_600_000)) / count;
                    yield return Create(publisher, hour.ToUnixTimeMilliseconds() + offset, eventsSoFar + i, ref random);
                }

                eventsSoFar = until;
            }
        }
    }

    private static AnalyticsEvent Create(SamplePublisher publisher, long at, long sequence, ref SplitMix64 random)
    {
        var draw = random.Next(1000);
        var type = draw < publisher.ClicksPerThousand ? AnalyticsEventType.Click
            : draw < publisher.ClicksPerThousand + publisher.ImpressionsPerThousand ? AnalyticsEventType.Impression
            : AnalyticsEventType.Request;
        var country = Countries[Math.Min(random.Next(Countries.Length), random.Next(Countries.Length))];
        var device = random.Next(100) switch
        {
            < 58 => DeviceType.Mobile,
            < 90 => DeviceType.Desktop,
            < 98 => DeviceType.Tablet,
            _ => DeviceType.Other,
        };
        return new AnalyticsEvent
        {
            // Time first, as in ids that sort by time; the sequence makes them distinct, the random part looks like an id.
            Id = $"{at:x11}-{sequence:x6}-{random.Next() >> 32:x8}",
            PublisherId = publisher.Id,
            Type = type,
            AtMilliseconds = at,
            AdUnit = AdUnits[random.Next(AdUnits.Length)],
            Country = country,
            Device = device,
            RevenueMicros = type switch
            {
                AnalyticsEventType.Impression => 400 + random.Next(4_600),
                AnalyticsEventType.Click => 30_000 + random.Next(420_000),
                _ => 0,
            },
        };
    }
}

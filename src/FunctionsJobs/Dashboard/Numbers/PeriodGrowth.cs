using FunctionsJobs.Analytics;

namespace FunctionsJobs.Dashboard.Numbers;

/// <summary>How the sums of a period differ from those of the period before: (now − before) / before, to six decimals; null where there was nothing before.</summary>
public sealed record PeriodGrowth
{
    /// <summary>Growth of requests; 0.25 is a quarter more.</summary>
    public required decimal? Requests { get; init; }

    /// <summary>Growth of impressions.</summary>
    public required decimal? Impressions { get; init; }

    /// <summary>Growth of clicks.</summary>
    public required decimal? Clicks { get; init; }

    /// <summary>Growth of revenue.</summary>
    public required decimal? Revenue { get; init; }

    internal static PeriodGrowth Of(RollupCounts now, RollupCounts before) => new()
    {
        Requests = Of(now.Requests, before.Requests),
        Impressions = Of(now.Impressions, before.Impressions),
        Clicks = Of(now.Clicks, before.Clicks),
        Revenue = Of(now.RevenueMicros, before.RevenueMicros),
    };

    private static decimal? Of(long now, long before) => before == 0 ? null : Math.Round(((decimal)now - before) / before, 6, MidpointRounding.ToEven);
}

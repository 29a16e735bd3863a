using FunctionsJobs.Analytics.Metrics;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>How far the events can be relied on; shares from 0 to 1, null without the events they are shares of.</summary>
public sealed record QualityValuesContract
{
    /// <summary>Events of any type.</summary>
    public required long Events { get; init; }

    /// <summary>Events that name their ad unit, country and device / events.</summary>
    public required decimal? Completeness { get; init; }

    /// <summary>Impressions with revenue / impressions.</summary>
    public required decimal? PaidShare { get; init; }

    /// <summary>1 − (impressions beyond requests + clicks beyond impressions) / events.</summary>
    public required decimal? Consistency { get; init; }

    internal static QualityValuesContract Of(MetricCounts counts) => new()
    {
        Events = counts.Events,
        Completeness = counts.Completeness,
        PaidShare = counts.PaidShare,
        Consistency = counts.Consistency,
    };
}

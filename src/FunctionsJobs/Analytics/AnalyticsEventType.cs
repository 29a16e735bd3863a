namespace FunctionsJobs.Analytics;

/// <summary>What an event counts as. Stored and sent by name (<see cref="AnalyticsNames"/>); append-only.</summary>
public enum AnalyticsEventType
{
    /// <summary>An ad slot asked for an ad; stored as <c>request</c>.</summary>
    Request,

    /// <summary>An ad was shown; stored as <c>impression</c>.</summary>
    Impression,

    /// <summary>A shown ad was clicked; stored as <c>click</c>.</summary>
    Click,
}

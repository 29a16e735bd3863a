namespace FunctionsJobs.Analytics;

/// <summary>One event of an <see cref="EventPage"/>, with the meaning of <see cref="AnalyticsEvent"/>; texts are UTF-8.</summary>
public readonly ref struct EventRow
{
    /// <summary>The sender's id.</summary>
    public required ReadOnlySpan<byte> Id { get; init; }

    /// <summary>The publisher (tenant) that owns the event.</summary>
    public required ReadOnlySpan<byte> PublisherId { get; init; }

    /// <summary>What the event counts as.</summary>
    public required AnalyticsEventType Type { get; init; }

    /// <summary>When it happened: milliseconds since 1970-01-01T00:00:00Z.</summary>
    public required long AtMilliseconds { get; init; }

    /// <summary>Whether it names an ad slot.</summary>
    public bool HasAdUnit { get; init; }

    /// <summary>The ad slot; empty where there is none.</summary>
    public ReadOnlySpan<byte> AdUnit { get; init; }

    /// <summary>Whether it names a country.</summary>
    public bool HasCountry { get; init; }

    /// <summary>ISO 3166-1 alpha-2 code in capitals; empty where there is none.</summary>
    public ReadOnlySpan<byte> Country { get; init; }

    /// <summary>The device, or <see langword="null"/>.</summary>
    public DeviceType? Device { get; init; }

    /// <summary>Revenue in micro-units.</summary>
    public long RevenueMicros { get; init; }
}

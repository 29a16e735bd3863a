namespace FunctionsJobs.Analytics;

/// <summary>One raw event, already validated.</summary>
public readonly record struct AnalyticsEvent
{
    /// <summary>The sender's id; unique within one publisher, so that senders can repeat safely and tenants cannot meet each other's ids.</summary>
    public required string Id { get; init; }

    /// <summary>The publisher (tenant) that owns the event.</summary>
    public required string PublisherId { get; init; }

    /// <summary>What the event counts as.</summary>
    public required AnalyticsEventType Type { get; init; }

    /// <summary>When it happened: milliseconds since 1970-01-01T00:00:00Z.</summary>
    public required long AtMilliseconds { get; init; }

    /// <summary>The ad slot, or <see langword="null"/>.</summary>
    public string? AdUnit { get; init; }

    /// <summary>ISO 3166-1 alpha-2 code in capitals, or <see langword="null"/>.</summary>
    public string? Country { get; init; }

    /// <summary>The device, or <see langword="null"/>.</summary>
    public DeviceType? Device { get; init; }

    /// <summary>Revenue in micro-units (1 = 0.000001 of the currency unit); never negative, 0 for requests.</summary>
    public long RevenueMicros { get; init; }
}

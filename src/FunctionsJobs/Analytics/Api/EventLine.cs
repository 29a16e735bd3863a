namespace FunctionsJobs.Analytics.Api;

/// <summary>One line of a body of events, as senders write it. Lines are read by <see cref="Ingest.EventLineParser"/>, which says what each member may hold.</summary>
public sealed record EventLine
{
    /// <summary>The event's id, unique within its publisher: 1 to 128 visible ASCII characters.</summary>
    public required string Id { get; init; }

    /// <summary>Whose event it is; the sender's own publisher, where it is bound to one.</summary>
    public required string PublisherId { get; init; }

    /// <summary>request, impression or click.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened: a date and time with a zone.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where it was shown: 1 to 128 characters.</summary>
    public string? AdUnit { get; init; }

    /// <summary>Two capital letters (ISO 3166-1 alpha-2).</summary>
    public string? Country { get; init; }

    /// <summary>mobile, desktop, tablet or other.</summary>
    public string? Device { get; init; }

    /// <summary>In currency units, to six decimals; of impressions and clicks.</summary>
    public decimal? Revenue { get; init; }
}

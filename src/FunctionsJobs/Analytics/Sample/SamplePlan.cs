namespace FunctionsJobs.Analytics.Sample;

/// <summary>What <see cref="SampleEvents"/> generates. Equal plans give equal events, always and everywhere.</summary>
public sealed record SamplePlan
{
    /// <summary>The day after the last one, UTC: its midnight ends the sample.</summary>
    public required DateOnly EndDay { get; init; }

    /// <summary>How many days; 30.</summary>
    public int Days { get; init; } = 30;

    /// <summary>How many events, exactly; 200,000.</summary>
    public int Events { get; init; } = 200_000;

    /// <summary>Another seed gives other events of the same kind.</summary>
    public ulong Seed { get; init; } = 20260131;

    /// <summary>Who sends them: by default a news site, a game and a shop.</summary>
    public IReadOnlyList<SamplePublisher> Publishers { get; init; } =
    [
        new("pub-news", Share: 5, ImpressionsPerThousand: 430, ClicksPerThousand: 6, WeekendPercent: 70, UtcPeakHour: 7),
        new("pub-games", Share: 3, ImpressionsPerThousand: 460, ClicksPerThousand: 14, WeekendPercent: 150, UtcPeakHour: 19),
        new("pub-shop", Share: 2, ImpressionsPerThousand: 390, ClicksPerThousand: 22, WeekendPercent: 110, UtcPeakHour: 12),
    ];

    /// <summary>The time the events lie in.</summary>
    public UtcRange Range => new(RollupCalendar.StartOfDay(EndDay.AddDays(-Days)), RollupCalendar.StartOfDay(EndDay));
}

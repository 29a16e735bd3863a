namespace FunctionsJobs.Reports.Charts;

/// <summary>A chart over the buckets of a report.</summary>
public sealed record Chart
{
    /// <summary>Its id on the page: letters and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>What it shows, in a sentence, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>What its values are measured in.</summary>
    public required ReportUnit Unit { get; init; }

    /// <summary>The short names of the buckets, in order.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The long names of the buckets, for those who point at one.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>How wide it is drawn, in units that are points on a page of full width: 720, or 360 for half of it.</summary>
    public decimal Width { get; init; } = 720;

    /// <summary>What is drawn, the most important one last.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }

    /// <summary>The scale that all of its values fit on.</summary>
    public ChartScale Scale => ChartScale.To(
        Series.SelectMany(series => series.Values).Max() ?? 0, whole: Unit == ReportUnit.Count);
}

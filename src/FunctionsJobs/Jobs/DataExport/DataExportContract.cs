namespace FunctionsJobs.Jobs.DataExport;

/// <summary>The data of a <c>data-export/export</c> job, as sent.</summary>
public sealed record DataExportContract
{
    /// <summary>Whose data are exported.</summary>
    public required string PublisherId { get; init; }

    /// <summary><c>csv</c>, <c>json</c> (one array) or <c>ndjson</c> (an object per line).</summary>
    public required string Format { get; init; }

    /// <summary>First instant of the range: an ISO 8601 date (the start of that UTC day) or date and time with a zone.</summary>
    public required string StartDate { get; init; }

    /// <summary>First instant after the range, in the same form.</summary>
    public required string EndDate { get; init; }

    /// <summary>
    /// Roll-ups by <c>hour</c>, <c>day</c>, <c>week</c> or <c>month</c>, of whole buckets; or <c>event</c>, the raw events of the range itself. Default <c>day</c>.
    /// </summary>
    public string? Granularity { get; init; }

    /// <summary><c>gzip</c> or <c>none</c>. Default <c>none</c>.</summary>
    public string? Compression { get; init; }

    /// <summary>Which events; only with the granularity <c>event</c>, since roll-ups are over all of them.</summary>
    public DataExportFiltersContract? Filters { get; init; }
}

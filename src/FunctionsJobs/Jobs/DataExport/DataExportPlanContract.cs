namespace FunctionsJobs.Jobs.DataExport;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record DataExportPlanContract
{
    /// <summary>Whose data.</summary>
    public required string PublisherId { get; init; }

    /// <summary>The format by its stored name.</summary>
    public required string Format { get; init; }

    /// <summary><c>gzip</c> or <c>none</c>.</summary>
    public required string Compression { get; init; }

    /// <summary>The granularity by its stored name, or <c>event</c>.</summary>
    public required string Granularity { get; init; }

    /// <summary>First instant, UTC; for roll-ups the start of a bucket.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after the range, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Which events.</summary>
    public DataExportFiltersContract? Filters { get; init; }

    /// <summary>The length of a part's slice of time, aligned to the Unix epoch; whole buckets for roll-ups.</summary>
    public required TimeSpan Slice { get; init; }

    /// <summary>Parts made at once.</summary>
    public required int Parallelism { get; init; }

    /// <summary>The file's name within the job.</summary>
    public required string File { get; init; }

    /// <summary>The name it is saved under.</summary>
    public required string FileName { get; init; }
}

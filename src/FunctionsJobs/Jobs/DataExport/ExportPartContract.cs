namespace FunctionsJobs.Jobs.DataExport;

/// <summary>One slice of an export.</summary>
public sealed record ExportPartContract
{
    /// <summary>The job the part belongs to.</summary>
    public required string JobId { get; init; }

    /// <summary>What is exported.</summary>
    public required DataExportPlanContract Plan { get; init; }

    /// <summary>Which part, from 0 in order of time.</summary>
    public required int Index { get; init; }

    /// <summary>How many parts there are.</summary>
    public required int Count { get; init; }

    /// <summary>First instant, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>First instant after the slice, UTC.</summary>
    public required DateTimeOffset To { get; init; }
}

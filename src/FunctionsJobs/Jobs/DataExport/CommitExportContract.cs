namespace FunctionsJobs.Jobs.DataExport;

/// <summary>All parts are staged: what the file is made from.</summary>
public sealed record CommitExportContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>What is exported.</summary>
    public required DataExportPlanContract Plan { get; init; }

    /// <summary>Blocks of each part, in order.</summary>
    public required IReadOnlyList<int> Blocks { get; init; }

    /// <summary>Rows of all parts.</summary>
    public required long Rows { get; init; }
}

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>What stands around the rows of a file.</summary>
public sealed record StageExportFrameContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>What is exported.</summary>
    public required DataExportPlanContract Plan { get; init; }
}

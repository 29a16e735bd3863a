namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>What the orchestrator is told. Kept in histories: members are only ever added.</summary>
public sealed record UserDataExportPlanContract
{
    /// <summary>The person.</summary>
    public required string UserId { get; init; }
}

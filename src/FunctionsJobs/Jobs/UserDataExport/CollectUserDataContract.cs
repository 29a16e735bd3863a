namespace FunctionsJobs.Jobs.UserDataExport;

/// <summary>Whose data are collected, for which job.</summary>
public sealed record CollectUserDataContract
{
    /// <summary>The job.</summary>
    public required string JobId { get; init; }

    /// <summary>The person.</summary>
    public required string UserId { get; init; }
}

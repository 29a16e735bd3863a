namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>The data of a <c>cleanup/cleanup</c> job, as sent.</summary>
public sealed record CleanupContract
{
    /// <summary><c>old_logs</c>, <c>expired_tokens</c>, <c>temp_files</c> or <c>old_data</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What is older than this ISO 8601 date or time is cleared away. Default: by the type, as the settings say.</summary>
    public string? OlderThan { get; init; }

    /// <summary>Whether it is only counted. Default false.</summary>
    public bool? DryRun { get; init; }
}

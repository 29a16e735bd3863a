using System.Text.Json.Serialization;

namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>The data of a <c>maintenance/job-cleanup</c> job, as sent.</summary>
public sealed record JobCleanupContract
{
    /// <summary>Removes jobs that ended that many days ago, 0 to 3,650. Default: what the retention rules say, state by state.</summary>
    [JsonPropertyName("older_than_days")]
    public int? OlderThanDays { get; init; }
}

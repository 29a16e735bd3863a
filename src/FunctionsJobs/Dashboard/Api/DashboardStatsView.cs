using System.Text.Json;
using FunctionsJobs.Http.OpenApi;

namespace FunctionsJobs.Dashboard.Api;

/// <summary>Numbers of the dashboard, as they are in the cache.</summary>
public sealed record DashboardStatsView
{
    /// <summary>Their name.</summary>
    public required string Key { get; init; }

    /// <summary>Whose numbers; null for all publishers together.</summary>
    public required string? PublisherId { get; init; }

    /// <summary>When they were computed: they hold every event that was accepted before. Null while there are none.</summary>
    public required DateTimeOffset? ComputedAt { get; init; }

    /// <summary>Whether they are being computed anew, or for the first time.</summary>
    public required bool IsStale { get; init; }

    /// <summary>The numbers; null while there are none.</summary>
    [SchemaOf(null)]
    public required JsonElement? Numbers { get; init; }

    /// <summary>The job that computes them, where they are stale.</summary>
    public required string? JobId { get; init; }

    /// <summary>Where that job shows its state: a path on this server.</summary>
    public required string? StatusUrl { get; init; }
}

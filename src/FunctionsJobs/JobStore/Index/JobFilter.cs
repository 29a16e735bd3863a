namespace FunctionsJobs.JobStore.Index;

/// <summary>Which jobs a list shows. What is left out does not narrow it.</summary>
public sealed record JobFilter
{
    /// <summary>Whose jobs.</summary>
    public required TenantScope Tenants { get; init; }

    /// <summary>The queue.</summary>
    public string? Queue { get; init; }

    /// <summary>The job type within <see cref="Queue"/>, which has to be given with it.</summary>
    public string? Type { get; init; }

    /// <summary>One of these states; empty for all.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>Children of this job.</summary>
    public string? ParentId { get; init; }

    /// <summary>A tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Accepted at or after this time.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Accepted before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }
}

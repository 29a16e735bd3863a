namespace FunctionsJobs.Jobs;

/// <summary>The data of a submission that its job type has accepted.</summary>
/// <param name="Json">The data as canonical JSON, as it was sent.</param>
/// <param name="Tenant">The publisher the job is for, or null.</param>
/// <param name="TenantPath">Where the publisher stands in the request, for errors.</param>
/// <param name="LimitKey">What the queue's limit per key counts by where that is not the publisher, such as a host; or null.</param>
internal sealed record JobArguments(string Json, string? Tenant, string TenantPath = "$.data.publisherId", string? LimitKey = null)
{
    /// <summary>The priority that the data asks for, where the options of the submission name none; or null.</summary>
    public int? Priority { get; init; }
}

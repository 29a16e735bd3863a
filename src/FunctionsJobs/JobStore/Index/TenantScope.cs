namespace FunctionsJobs.JobStore.Index;

/// <summary>Whose jobs a question is about. There is no default, so that nobody asks about all tenants by leaving something out.</summary>
public sealed record TenantScope
{
    private TenantScope(string? tenant) => Tenant = tenant;

    /// <summary>All tenants' jobs, and those of none: for administrators.</summary>
    public static TenantScope All { get; } = new((string?)null);

    /// <summary>The tenant, or null for all.</summary>
    public string? Tenant { get; }

    /// <summary>One tenant's jobs.</summary>
    public static TenantScope Only(string tenant)
    {
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        return new(tenant);
    }
}

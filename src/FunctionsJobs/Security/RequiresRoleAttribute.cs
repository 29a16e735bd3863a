namespace FunctionsJobs.Security;

/// <summary>
/// The least role a caller of an HTTP function must have. Every HTTP function carries this attribute or <see cref="OpenToAllAttribute"/>; one
/// with neither answers nobody.
/// </summary>
/// <param name="role">The least role.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresRoleAttribute(Role role) : Attribute
{
    /// <summary>The least role.</summary>
    public Role Role { get; } = role;

    /// <summary>
    /// Whether the function shows or changes what belongs to no single tenant, such as a queue's limits: callers who are bound to a publisher
    /// are then refused, whatever their role.
    /// </summary>
    public bool AllTenants { get; init; }
}

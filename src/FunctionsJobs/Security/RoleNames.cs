namespace FunctionsJobs.Security;

/// <summary>The names of roles in tokens and settings. Append-only.</summary>
public static class RoleNames
{
    /// <summary>All names, as messages list them.</summary>
    public const string All = "viewer, operator or admin";

    /// <summary>The name of a role.</summary>
    public static string ToName(this Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Operator => "operator",
        Role.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Unknown role."),
    };

    /// <summary>The role of a name, letter for letter.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        role = name switch
        {
            "viewer" => Role.Viewer,
            "operator" => Role.Operator,
            "admin" => Role.Admin,
            _ => default,
        };
        return role != default;
    }
}

using System.Reflection;

namespace FunctionsJobs.Security;

/// <summary>Who may call one function.</summary>
/// <param name="Role">The least role, or null for a function that is open to all.</param>
/// <param name="AllTenants">Whether callers who are bound to a publisher are refused.</param>
internal sealed record FunctionAccess(Role? Role, bool AllTenants)
{
    /// <summary>What the method of an HTTP function declares, or null when it declares nothing or both.</summary>
    public static FunctionAccess? Of(MethodInfo method) =>
        (method.GetCustomAttribute<RequiresRoleAttribute>(), method.GetCustomAttribute<OpenToAllAttribute>()) switch
        {
            ({ } role, null) => new FunctionAccess(role.Role, role.AllTenants),
            (null, { }) => new FunctionAccess(null, false),
            _ => null,
        };

    /// <summary>Whether the caller's role, and its being bound or not, suffice.</summary>
    public bool Admits(Caller caller) => caller.Role >= Role && !(AllTenants && caller.Tenant is not null);
}

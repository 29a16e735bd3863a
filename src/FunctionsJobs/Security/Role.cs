namespace FunctionsJobs.Security;

/// <summary>What a caller may do; each role includes the ones below it. Named in tokens and settings by <see cref="RoleNames"/>.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer = 1,

    /// <summary>Submits, cancels and retries jobs, and sends data.</summary>
    Operator = 2,

    /// <summary>Changes queues, limits and schedules, and sees what belongs to the program as a whole.</summary>
    Admin = 3,
}

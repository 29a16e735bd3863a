namespace FunctionsJobs.JobStore.Audit;

/// <summary>Who did something, for the audit trail. Never holds a secret.</summary>
/// <param name="Name">The caller's name: the subject of its token, the name of its key, or <c>system:…</c> for the program itself. At most 200 characters are kept.</param>
/// <param name="Origin">Where the call came from, such as a network address; null for the program itself.</param>
public sealed record JobActor(string Name, string? Origin)
{
    /// <summary>The program's repair of what a crash left half done.</summary>
    public static JobActor Reconciler { get; } = new("system:reconciler", null);

    /// <summary>The program's removal of what has expired.</summary>
    public static JobActor Retention { get; } = new("system:retention", null);
}

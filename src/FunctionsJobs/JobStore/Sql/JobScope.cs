namespace FunctionsJobs.JobStore.Sql;

/// <summary>Whose jobs a counter counts. No tenant's name can be that of all.</summary>
internal static class JobScope
{
    /// <summary>All tenants together, and jobs of none.</summary>
    public const string All = "";

    /// <summary>One tenant, or, for null, the jobs of none.</summary>
    public static string Of(string? tenant) => $"={tenant}";
}

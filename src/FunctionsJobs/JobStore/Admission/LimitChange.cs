namespace FunctionsJobs.JobStore.Admission;

/// <summary>What an administrator can do with one limit of a queue.</summary>
public static class LimitChange
{
    /// <summary>A limit of this value, whatever the default is.</summary>
    public static LimitChange<T> To<T>(T value)
        where T : struct =>
        new() { Value = value };

    /// <summary>No limit, whatever the default is.</summary>
    public static LimitChange<T> Unlimited<T>()
        where T : struct =>
        new();

    /// <summary>Drops what an administrator set: the program's default counts again.</summary>
    public static LimitChange<T> Default<T>()
        where T : struct =>
        new() { IsDefault = true };
}

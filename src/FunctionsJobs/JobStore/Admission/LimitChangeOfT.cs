namespace FunctionsJobs.JobStore.Admission;

/// <summary>What to do with one limit of a queue; made by <see cref="LimitChange"/>.</summary>
/// <typeparam name="T">The limit's type.</typeparam>
public readonly record struct LimitChange<T>
    where T : struct
{
    /// <summary>Whether the default is to count again.</summary>
    public bool IsDefault { get; internal init; }

    /// <summary>The limit; null for none, or where <see cref="IsDefault"/>.</summary>
    public T? Value { get; internal init; }
}

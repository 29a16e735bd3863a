using System.Diagnostics.CodeAnalysis;

namespace FunctionsJobs.JobStore.Admission;

/// <summary>What to do with one limit of a queue.</summary>
/// <typeparam name="T">The limit's type.</typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "They are its cases, read as LimitChange<int>.To(3).")]
public readonly record struct LimitChange<T>
    where T : struct
{
    /// <summary>Drops what an administrator set: the program's default counts again.</summary>
    public static LimitChange<T> Default { get; } = new() { IsDefault = true };

    /// <summary>No limit, whatever the default is.</summary>
    public static LimitChange<T> Unlimited { get; }

    /// <summary>Whether the default is to count again.</summary>
    public bool IsDefault { get; private init; }

    /// <summary>The limit; null for none, or where <see cref="IsDefault"/>.</summary>
    public T? Value { get; private init; }

    /// <summary>A limit of this value, whatever the default is.</summary>
    public static LimitChange<T> To(T value) => new() { Value = value };
}

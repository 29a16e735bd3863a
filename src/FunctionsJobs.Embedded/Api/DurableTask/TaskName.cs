namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator, activity or entity. Names compare without regard to case.</summary>
public readonly struct TaskName : IEquatable<TaskName>
{
    /// <summary>Makes a name; <see langword="null"/> gives the default value.</summary>
    public TaskName(string name)
    {
        Name = name;
#pragma warning disable CS0618 // Obsolete for callers; the value still has to be set.
        Version = name is null ? null! : string.Empty;
#pragma warning restore CS0618
    }

    /// <summary>The name; <see langword="null"/> in the default value.</summary>
    public string Name { get; }

    /// <summary>Always empty; versions are <see cref="TaskVersion"/>s.</summary>
    [Obsolete("Use TaskVersion instead.")]
    public string Version { get; }

    public static implicit operator string(TaskName value) => value.Name;

    public static implicit operator TaskName(string value) => string.IsNullOrEmpty(value) ? default : new TaskName(value);

    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    public bool Equals(TaskName other) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Name);

    public override string ToString() => Name;
}

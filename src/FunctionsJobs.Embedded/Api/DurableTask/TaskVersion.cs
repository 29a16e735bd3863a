namespace Microsoft.DurableTask;

/// <summary>The version of an orchestration or activity. Versions compare without regard to case; none is the empty string.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    /// <summary>No version.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? _value;

    /// <summary>Makes a version; <see langword="null"/> and the empty string mean none.</summary>
    /// <exception cref="ArgumentException"><paramref name="version"/> is white space only.</exception>
    public TaskVersion(string? version)
    {
        if (version is { Length: > 0 } && string.IsNullOrWhiteSpace(version))
        {
            throw new ArgumentException("A version cannot consist of white space. Use null, an empty string or TaskVersion.Unversioned for no version.", nameof(version));
        }

        _value = version;
    }

    /// <summary>The version; the empty string when there is none.</summary>
    public string Version => _value ?? string.Empty;

    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}

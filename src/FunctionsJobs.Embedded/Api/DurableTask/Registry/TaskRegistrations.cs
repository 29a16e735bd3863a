namespace Microsoft.DurableTask;

/// <summary>The registrations of one kind of task, by name and version, both without regard to case.</summary>
internal sealed class TaskRegistrations<TTask>
{
    private readonly Dictionary<(string Name, string Version), Func<IServiceProvider, TTask>> _factories = new(TaskKeyComparer.Instance);
    private readonly HashSet<string> _versionedNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every registration; a name with several versions appears several times.</summary>
    public IEnumerable<KeyValuePair<TaskName, Func<IServiceProvider, TTask>>> All =>
        _factories.Select(entry => KeyValuePair.Create(new TaskName(entry.Key.Name), entry.Value));

    /// <exception cref="ArgumentException">No name was given, or name and version are taken.</exception>
    public void Add(TaskName name, TaskVersion version, Func<IServiceProvider, TTask> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (string.IsNullOrEmpty(name.Name))
        {
            throw new ArgumentException("A task needs a name.", nameof(name));
        }

        if (!_factories.TryAdd((name.Name, version.Version), factory))
        {
            var suffix = version.Version.Length == 0 ? string.Empty : $" with version '{version.Version}'";
            throw new ArgumentException($"An {typeof(TTask).Name} named '{name}'{suffix} is already added.", nameof(name));
        }

        if (version.Version.Length > 0)
        {
            _versionedNames.Add(name.Name);
        }
    }

    /// <summary>
    /// Finds the task for a request. A name registered with any version serves exactly the versions it was registered with; one
    /// registered without a version serves all.
    /// </summary>
    public Func<IServiceProvider, TTask>? Find(string name, string version)
    {
        if (_factories.TryGetValue((name, version), out var factory))
        {
            return factory;
        }

        return _versionedNames.Contains(name) ? null : _factories.GetValueOrDefault((name, string.Empty));
    }

    /// <summary>Finds the task in some version, the unversioned one first; tells whether the name exists at all.</summary>
    public Func<IServiceProvider, TTask>? FindAny(string name) =>
        _factories.GetValueOrDefault((name, string.Empty))
        ?? (_versionedNames.Contains(name)
            ? _factories.First(entry => string.Equals(entry.Key.Name, name, StringComparison.OrdinalIgnoreCase)).Value
            : null);

    private sealed class TaskKeyComparer : IEqualityComparer<(string Name, string Version)>
    {
        public static TaskKeyComparer Instance { get; } = new();

        public bool Equals((string Name, string Version) x, (string Name, string Version) y) =>
            string.Equals(x.Name, y.Name, StringComparison.OrdinalIgnoreCase)
            && string.Equals(x.Version, y.Version, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Name, string Version) key) => HashCode.Combine(
            StringComparer.OrdinalIgnoreCase.GetHashCode(key.Name),
            StringComparer.OrdinalIgnoreCase.GetHashCode(key.Version));
    }
}

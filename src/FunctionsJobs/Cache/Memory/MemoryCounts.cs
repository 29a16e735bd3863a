namespace FunctionsJobs.Cache.Memory;

/// <summary>Counts of members, by set, in this process; the members of a set are bounded in number.</summary>
internal sealed class MemoryCounts(TimeProvider time)
{
    private const int MaxMembers = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Dictionary<string, long> Members, DateTimeOffset Until)> _sets = new(StringComparer.Ordinal);

    /// <summary>Counts a member by one. Of more members than are kept, the newest are not counted.</summary>
    public void Add(string set, string member, TimeSpan lifetime)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            foreach (var (old, _) in _sets.Where(other => other.Value.Until <= now).ToArray())
            {
                _sets.Remove(old);
            }

            var members = _sets.TryGetValue(set, out var known) ? known.Members : new Dictionary<string, long>(StringComparer.Ordinal);
            if (members.Count < MaxMembers || members.ContainsKey(member))
            {
                members[member] = members.GetValueOrDefault(member) + 1;
            }

            _sets[set] = (members, now + lifetime);
        }
    }

    /// <summary>The members counted most often, those first.</summary>
    public IReadOnlyList<CacheCount> Read(string set, int limit)
    {
        lock (_lock)
        {
            return _sets.TryGetValue(set, out var known) && known.Until > time.GetUtcNow()
                ? [.. known.Members.OrderByDescending(member => member.Value).Take(limit).Select(member => new CacheCount(member.Key, member.Value))]
                : [];
        }
    }
}

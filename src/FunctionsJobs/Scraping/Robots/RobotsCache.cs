using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Scraping.Robots;

/// <summary>Remembers what <c>robots.txt</c> files said, in this process, for a limited time and within a limited amount of memory.</summary>
public sealed class RobotsCache(IOptions<ScrapingOptions> options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> _entries = new(StringComparer.Ordinal);

    // Least recently used first.
    private readonly LinkedList<Entry> _order = [];
    private long _weight;

    /// <summary>How many are remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Finds one that is not too old.</summary>
    internal bool TryGet(string authority, [NotNullWhen(true)] out RobotsFile? file)
    {
        lock (_lock)
        {
            file = null;
            if (!_entries.TryGetValue(authority, out var node))
            {
                return false;
            }

            if (node.Value.ExpiresAt <= time.GetUtcNow())
            {
                Remove(node);
                return false;
            }

            _order.Remove(node);
            _order.AddLast(node);
            file = node.Value.File;
            return true;
        }
    }

    /// <summary>Remembers one.</summary>
    internal void Set(string authority, RobotsFile file)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(authority, out var former))
            {
                Remove(former);
            }

            var entry = new Entry(authority, file, time.GetUtcNow() + options.Value.RobotsLifetime, file.Weight + (2 * authority.Length));
            _entries.Add(authority, _order.AddLast(entry));
            _weight += entry.Weight;
            while (_weight > options.Value.RobotsCacheBytes && _order.First is { } oldest)
            {
                Remove(oldest);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _order.Remove(node);
        _entries.Remove(node.Value.Authority);
        _weight -= node.Value.Weight;
    }

    private sealed record Entry(string Authority, RobotsFile File, DateTimeOffset ExpiresAt, int Weight);
}

namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// Removes instances with what belongs to them. A long history disappears at once for readers, but is deleted bit by bit in later
/// transactions, so that no commit takes long.
/// </summary>
internal sealed class InstanceRemover
{
    /// <summary>Events deleted per transaction, of purged and of left-over histories.</summary>
    private const int EventsPerSlice = 2_000;

    private readonly SqliteDatabase _database;
    private readonly FinishedInstanceCache _cache;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _deleteInstance;
    private readonly SqliteStatement _deleteMessages;
    private readonly SqliteStatement _lastEvent;
    private readonly SqliteStatement _deleteEvents;
    private readonly SqliteStatement _postpone;
    private readonly SqliteStatement _forget;
    private readonly Queue<long> _postponed = new();

    public InstanceRemover(SqliteDatabase database, FinishedInstanceCache cache)
    {
        _database = database;
        _cache = cache;
        _find = database.Prepare("SELECT instance_id, status FROM instances WHERE instance_key = ?1");
        _deleteInstance = database.Prepare("DELETE FROM instances WHERE instance_key = ?1");
        _deleteMessages = database.Prepare("DELETE FROM messages WHERE target = ?1");
        _lastEvent = database.Prepare("SELECT event_id FROM history WHERE event_id BETWEEN ?1 AND ?2 ORDER BY event_id DESC LIMIT 1");
        _deleteEvents = database.Prepare("DELETE FROM history WHERE event_id BETWEEN ?1 AND ?2");
        _postpone = database.Prepare("INSERT INTO purged_histories (instance_key) VALUES (?1)");
        _forget = database.Prepare("DELETE FROM purged_histories WHERE instance_key = ?1");
        using var postponed = database.Prepare("SELECT instance_key FROM purged_histories ORDER BY instance_key");
        while (postponed.Step("reading purged histories"))
        {
            _postponed.Enqueue(postponed.GetInt64(0));
        }
    }

    /// <summary>Whether <see cref="RemovePostponed"/> has something to do.</summary>
    public bool HasPostponed => _postponed.Count > 0;

    /// <summary>Removes those of <paramref name="keys"/> that are terminal.</summary>
    /// <returns>How many were removed.</returns>
    public int Purge(ReadOnlySpan<long> keys)
    {
        var removed = 0;
        var budget = EventsPerSlice;
        foreach (var key in keys)
        {
            if (FindTerminal(key) is { } instanceId)
            {
                Remove(key, instanceId, ref budget);
                removed++;
            }
        }

        return removed;
    }

    /// <summary>Removes one instance, with its history and undelivered messages.</summary>
    public void Remove(long key, string instanceId)
    {
        var budget = EventsPerSlice;
        Remove(key, instanceId, ref budget);
    }

    /// <summary>Removes the history of an instance that stays; at once, since its key goes on.</summary>
    public void RemoveHistory(long key) => DeleteEvents(HistoryKey.First(key), HistoryKey.Last(key));

    /// <summary>Deletes a slice of what <see cref="Purge"/> left.</summary>
    public void RemovePostponed()
    {
        var budget = EventsPerSlice;
        while (budget > 0 && _postponed.TryPeek(out var key))
        {
            // From the end, so that what is left can be found again by its last event.
            var last = LastSequence(key);
            var first = Math.Max(1, last - budget + 1);
            DeleteEvents(HistoryKey.Of(key, first), HistoryKey.Last(key));
            budget -= last - first + 1;
            if (first == 1)
            {
                _forget.Bind(1, key);
                _forget.Run("forgetting a purged history");
                _postponed.Dequeue();
            }
        }
    }

    private void Remove(long key, string instanceId, ref int budget)
    {
        _cache.Change(key);
        _deleteInstance.Bind(1, key);
        _deleteInstance.Run("deleting an instance");
        _deleteMessages.Bind(1, instanceId);
        _deleteMessages.Run("deleting messages");
        var events = LastSequence(key);
        if (events > budget)
        {
            _postpone.Bind(1, key);
            _postpone.Run("postponing a purged history");
            _postponed.Enqueue(key);
        }
        else if (events > 0)
        {
            RemoveHistory(key);
            budget -= events;
        }
    }

    private void DeleteEvents(long first, long last)
    {
        _deleteEvents.Bind(1, first);
        _deleteEvents.Bind(2, last);
        _deleteEvents.Run("deleting a history");
    }

    private int LastSequence(long key)
    {
        _lastEvent.Bind(1, HistoryKey.First(key));
        _lastEvent.Bind(2, HistoryKey.Last(key));
        var sequence = _lastEvent.Step("reading the length of a history") ? HistoryKey.SequenceOf(_lastEvent.GetInt64(0)) : 0;
        _lastEvent.Reset();
        return sequence;
    }

    private string? FindTerminal(long key)
    {
        _find.Bind(1, key);
        var instanceId = _find.Step("finding an instance") && InstanceStatus.IsTerminal(_find.GetText(1)) ? _find.GetText(0) : null;
        _find.Reset();
        return instanceId;
    }
}

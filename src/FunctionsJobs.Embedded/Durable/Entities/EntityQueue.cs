namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What waits at one entity, and who holds its lock. First in, first out; but while the lock is held, only its holder is served.</summary>
internal sealed class EntityQueue
{
    private readonly LinkedList<EntityRequest> _waiting = new();

    // Of the holder, ahead of all others even when the lock is released before they are served: they were sent under it.
    private readonly LinkedList<EntityRequest> _holders = new();

    /// <summary>The lock request whose lock is given; <see langword="null"/> when the entity is not locked.</summary>
    public EntityCaller? LockedBy { get; set; }

    /// <summary>Requests that wait.</summary>
    public int Count => _waiting.Count + _holders.Count;

    /// <summary>The request to serve next; <see langword="null"/> when nothing waits, or nothing may be served before the lock is released.</summary>
    public EntityRequest? Next => _holders.First?.Value ?? (LockedBy is null ? _waiting.First?.Value : null);

    /// <summary>Whether requests wait for the lock to be released.</summary>
    public bool IsBlocked => Next is null && Count > 0;

    public void Add(EntityRequest request) => (LockedBy is not null && LockedBy.IsSameExecution(request.Caller) ? _holders : _waiting).AddLast(request);

    /// <summary>Takes <see cref="Next"/>.</summary>
    public EntityRequest Take()
    {
        var queue = _holders.Count > 0 ? _holders : _waiting;
        var next = queue.First!.Value;
        queue.RemoveFirst();
        return next;
    }

    /// <summary>Puts back what was taken last, in its order.</summary>
    public void PutBack(IReadOnlyList<EntityRequest> requests)
    {
        for (var i = requests.Count - 1; i >= 0; i--)
        {
            _holders.AddFirst(requests[i]);
        }
    }

    /// <summary>Releases a lock, or withdraws the request for it that still waits.</summary>
    /// <returns>The withdrawn request, if any.</returns>
    public EntityLock? Release(EntityCaller holder)
    {
        if (LockedBy == holder)
        {
            LockedBy = null;
            return null;
        }

        return Withdraw(_waiting, holder) ?? Withdraw(_holders, holder);
    }

    private static EntityLock? Withdraw(LinkedList<EntityRequest> queue, EntityCaller requester)
    {
        var withdrawn = queue.OfType<EntityLock>().FirstOrDefault(request => request.Requester == requester);
        if (withdrawn is not null)
        {
            queue.Remove(withdrawn);
        }

        return withdrawn;
    }
}

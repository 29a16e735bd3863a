using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>
/// One entity that has something to do: an inbox, a queue, and one turn at a time. A turn runs a batch of operations, and commits the state,
/// the answers and all other messages as one step; nothing leaves before the commit.
/// </summary>
internal sealed partial class EntityActor(TaskHubRuntime hub, string entityId) : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly EntityQueue _queue = new();

    // Guarded by the lock.
    private readonly Queue<InboxItem> _inbox = new();
    private bool _scheduled;
    private bool _removed;

    // Owned by the turn.
    private readonly List<long> _consumed = [];
    private EntityRecord? _record;
    private InstanceWaiter? _holderWatch;
    private bool _isLoaded;
    private bool _lockChanged;
    private int _oneByOne;

    // Written by the turn.
    private volatile int _queued;

    public string EntityId { get; } = entityId;

    /// <summary>Requests that wait, those under way not counted.</summary>
    public int Backlog
    {
        get
        {
            lock (_lock)
            {
                return _inbox.Count(item => item is not (LockReviewItem or MessageItem { Message.Kind: MessageKind.EntityUnlock })) + _queued;
            }
        }
    }

    /// <summary>Gives the entity something to look at.</summary>
    /// <returns><see langword="false"/> when this actor is gone; another one stands for the entity then, if any.</returns>
    public bool Post(InboxItem item)
    {
        lock (_lock)
        {
            if (_removed)
            {
                return false;
            }

            _inbox.Enqueue(item);
            if (_scheduled)
            {
                return true;
            }

            _scheduled = true;
        }

        hub.Entities.Gate.Schedule(this);
        return true;
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        try
        {
            EntityTurn turn;
            try
            {
                turn = await TakeTurnAsync();
            }
            finally
            {
                hub.Entities.Gate.Leave();
            }

            await CommitAsync(turn);
            Finish();
        }
        catch (Exception e)
        {
            hub.Fault(e);
        }
        finally
        {
            hub.Entities.Gate.End();
        }
    }

    // With more to do the entity takes its place behind the others that wait for a turn.
    private void Finish()
    {
        // What is not committed yet is in memory only.
        if (hub.Options.ForceReplay && _consumed.Count == 0)
        {
            _isLoaded = false;
        }

        bool again;
        var removed = false;
        lock (_lock)
        {
            again = _inbox.Count > 0 || _queue.Next is not null || (_queue.IsBlocked && _holderWatch is null);
            if (!again)
            {
                _scheduled = false;
                removed = _removed = _queue.Count == 0;
            }
        }

        if (again)
        {
            hub.Entities.Gate.Schedule(this);
        }
        else if (removed)
        {
            StopWatching();
            hub.Entities.Remove(this);
        }
    }
}

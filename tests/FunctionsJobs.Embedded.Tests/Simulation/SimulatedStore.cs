using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Simulation;

/// <summary>
/// The store of one simulated process: the real one, whose every write becomes durable, is acknowledged or fails when the agenda says so.
/// Writes keep their order, as the seam demands; acknowledgements come in any order, and reads may take their time.
/// </summary>
/// <param name="inner">The real store.</param>
/// <param name="agenda">Where writes, acknowledgements and slow reads wait.</param>
/// <param name="faults">What goes wrong.</param>
/// <param name="witness">Sees what became durable.</param>
internal sealed class SimulatedStore(ITaskHubStore inner, Agenda agenda, FaultPlan faults, Witness witness) : ITaskHubStore
{
    private readonly Queue<Write> _waiting = new();
    private readonly TaskCompletionSource<TaskHubStoreException> _faulted = new();
    private TaskHubStoreException? _fault;

    /// <summary>Whether it has failed, so that nothing can go on until the process is restarted.</summary>
    public bool IsFaulted => _fault is not null;

    public Task<TaskHubStoreException> Faulted => _faulted.Task;

    public Task<TaskHubRecovery> OpenAsync(CancellationToken cancellation) => Task.FromResult(Now(inner.OpenAsync(cancellation)));

    public Task<StepResult> CommitAsync(TaskHubStep step) => HandOver(LabelOf(step), () =>
    {
        var result = Now(inner.CommitAsync(step));
        witness.OnCommitted(step, result);
        return result;
    });

    public Task<int> PurgeAsync(IReadOnlyCollection<long> instanceKeys, CancellationToken cancellation) => HandOver("purge", () =>
    {
        var purged = Now(inner.PurgeAsync(instanceKeys, CancellationToken.None));
        witness.OnPurged(instanceKeys);
        return purged;
    });

    public ValueTask<InstanceRecord?> GetInstanceAsync(string instanceId, bool withPayloads, CancellationToken cancellation) =>
        Read("instance", () => inner.GetInstanceAsync(instanceId, withPayloads, cancellation));

    public ValueTask<InstanceRecord?> GetInstanceAsync(long instanceKey, CancellationToken cancellation) =>
        Read("instance", () => inner.GetInstanceAsync(instanceKey, cancellation));

    public ValueTask<IReadOnlyList<HistoryRecord>> ReadHistoryAsync(long instanceKey, CancellationToken cancellation) =>
        Read("history", () => inner.ReadHistoryAsync(instanceKey, cancellation));

    public ValueTask<IReadOnlyList<MessageRecord>> ReadMessagesAsync(IReadOnlyCollection<long> messageIds, CancellationToken cancellation) =>
        Read("messages", () => inner.ReadMessagesAsync(messageIds, cancellation));

    public ValueTask<EntityRecord?> GetEntityAsync(string entityId, CancellationToken cancellation) =>
        Read("entity", () => inner.GetEntityAsync(entityId, cancellation));

    public ValueTask<Page<InstanceRecord>> QueryInstancesAsync(InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation) =>
        Read("instances", () => inner.QueryInstancesAsync(filter, continuation, limit, cancellation));

    public ValueTask<Page<string>> QueryCompletedIdsAsync(
        InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation) =>
        Read("completed ids", () => inner.QueryCompletedIdsAsync(filter, continuation, limit, cancellation));

    public ValueTask<Page<EntityRecord>> QueryEntitiesAsync(EntityFilter filter, string? continuation, int limit, CancellationToken cancellation) =>
        Read("entities", () => inner.QueryEntitiesAsync(filter, continuation, limit, cancellation));

    public ValueTask<string?> ReadDocumentAsync(string name, CancellationToken cancellation) => inner.ReadDocumentAsync(name, cancellation);

    public Task WriteDocumentAsync(string name, string json, CancellationToken cancellation) => inner.WriteDocumentAsync(name, json, cancellation);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static T Now<T>(Task<T> task) => task.ConfigureAwait(false).GetAwaiter().GetResult();

    private static T Now<T>(ValueTask<T> task) => Now(task.AsTask());

    private ValueTask<T> Read<T>(string what, Func<ValueTask<T>> read)
    {
        if (_fault is null && faults.OfRead(what))
        {
            return ValueTask.FromException<T>(Break("a read failed"));
        }

        // No continuation on another thread: it runs where it is completed.
        var slow = new TaskCompletionSource<T>();
        switch (faults.DelayOfRead())
        {
            case ReadDelay.Before:
                agenda.Add($"read {what}", () => slow.SetResult(Now(read())));
                return new ValueTask<T>(slow.Task);
            case ReadDelay.After:
                var value = Now(read());
                agenda.Add($"hear of {what}", () => slow.SetResult(value));
                return new ValueTask<T>(slow.Task);
            default:
                return new ValueTask<T>(Now(read()));
        }
    }

    private Task<T> HandOver<T>(string label, Func<T> apply)
    {
        if (_fault is not null)
        {
            return Task.FromException<T>(new TaskHubStoreException("The store has failed before.", _fault));
        }

        var write = new Write<T>(label, apply);
        _waiting.Enqueue(write);
        agenda.Add("commit", WriteNext);
        return write.Completion;
    }

    // Whichever of them the agenda takes: the first one handed over is written.
    private void WriteNext()
    {
        if (!_waiting.TryDequeue(out var write))
        {
            return;
        }

        var fault = faults.OfWrite(write.Label);
        if (fault is not (WriteFault.CrashBefore or WriteFault.FailBefore))
        {
            write.Apply();
        }

        switch (fault)
        {
            case WriteFault.CrashBefore or WriteFault.CrashAfter:
                faults.CrashPending = true;
                break;
            case WriteFault.FailBefore or WriteFault.FailAfter:
                _waiting.Enqueue(write);
                Break("a write failed");
                break;
            default:
                agenda.Add($"acknowledge {write.Label}", write.Acknowledge);
                break;
        }
    }

    private TaskHubStoreException Break(string reason)
    {
        _fault = new TaskHubStoreException("Injected: " + reason);
        foreach (var lost in _waiting)
        {
            agenda.Add($"refuse {lost.Label}", () => lost.Refuse(_fault));
        }

        _waiting.Clear();
        agenda.Add("the store tells its fault", () => _faulted.TrySetResult(_fault));
        return _fault;
    }

    private static string LabelOf(TaskHubStep step) => step switch
    {
        { Update: { } update } => $"turn of {update.Key}",
        { Create: [{ Instance: var created }] } => $"start of {created.InstanceId}",
        { Enqueue: [var message] } => $"{message.Kind} for {message.Target}",
        _ => "step",
    };

    private abstract class Write(string label)
    {
        public string Label { get; } = label;

        public abstract void Apply();

        public abstract void Acknowledge();

        public abstract void Refuse(Exception cause);
    }

    private sealed class Write<T>(string label, Func<T> apply) : Write(label)
    {
        private readonly TaskCompletionSource<T> _completion = new();
        private T? _result;

        public Task<T> Completion => _completion.Task;

        public override void Apply() => _result = apply();

        public override void Acknowledge() => _completion.SetResult(_result!);

        public override void Refuse(Exception cause) => _completion.SetException(cause);
    }
}

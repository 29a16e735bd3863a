using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>On which side of the commit the process dies.</summary>
internal enum CrashMoment
{
    /// <summary>The step is lost.</summary>
    BeforeCommit,

    /// <summary>The step is durable, but nobody hears of it.</summary>
    AfterCommit,
}

/// <summary>
/// A store whose process dies at the n-th step handed over. From then on no call of it ever ends, as nothing goes on in a dead process,
/// and nothing reaches the file any more. Let go of what uses it, dispose it, and open another store on the same file.
/// </summary>
/// <param name="inner">The real store; disposed with this one.</param>
/// <param name="step">The step to die at, from 1 in the order of <see cref="CommitAsync"/> calls; 0 for never.</param>
/// <param name="moment">On which side of that step's commit.</param>
internal sealed class CrashableTaskHubStore(ITaskHubStore inner, int step = 0, CrashMoment moment = CrashMoment.BeforeCommit) : ITaskHubStore
{
    private readonly TaskCompletionSource _crashed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _steps;
    private bool _dead;

    /// <summary>Completes when the process has died; with <see cref="CrashMoment.AfterCommit"/>, after the step became durable.</summary>
    public Task Crashed => _crashed.Task;

    /// <summary>Steps handed over until now: a run without a crash tells how many moments there are.</summary>
    public int Steps
    {
        get
        {
            lock (_gate)
            {
                return _steps;
            }
        }
    }

    /// <summary>Dies now, between two steps.</summary>
    public void Crash()
    {
        lock (_gate)
        {
            _dead = true;
        }

        _crashed.TrySetResult();
    }

    public Task<TaskHubStoreException> Faulted => inner.Faulted;

    public Task<StepResult> CommitAsync(TaskHubStep handedOver)
    {
        Task<StepResult> commit;
        lock (_gate)
        {
            if (_dead)
            {
                return Never<StepResult>();
            }

            _dead = ++_steps == step;
            if (_dead && moment == CrashMoment.BeforeCommit)
            {
                _crashed.SetResult();
                return Never<StepResult>();
            }

            commit = inner.CommitAsync(handedOver);
        }

        return _dead ? DieAfter(commit) : UnlessDead(commit);
    }

    public Task<TaskHubRecovery> OpenAsync(CancellationToken cancellation) => inner.OpenAsync(cancellation);

    public ValueTask<InstanceRecord?> GetInstanceAsync(string instanceId, bool withPayloads, CancellationToken cancellation) =>
        Read(() => inner.GetInstanceAsync(instanceId, withPayloads, cancellation));

    public ValueTask<InstanceRecord?> GetInstanceAsync(long instanceKey, CancellationToken cancellation) =>
        Read(() => inner.GetInstanceAsync(instanceKey, cancellation));

    public ValueTask<IReadOnlyList<HistoryRecord>> ReadHistoryAsync(long instanceKey, CancellationToken cancellation) =>
        Read(() => inner.ReadHistoryAsync(instanceKey, cancellation));

    public ValueTask<IReadOnlyList<MessageRecord>> ReadMessagesAsync(IReadOnlyCollection<long> messageIds, CancellationToken cancellation) =>
        Read(() => inner.ReadMessagesAsync(messageIds, cancellation));

    public ValueTask<EntityRecord?> GetEntityAsync(string entityId, CancellationToken cancellation) =>
        Read(() => inner.GetEntityAsync(entityId, cancellation));

    public ValueTask<Page<InstanceRecord>> QueryInstancesAsync(
        InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation) =>
        Read(() => inner.QueryInstancesAsync(filter, continuation, limit, cancellation));

    public ValueTask<Page<string>> QueryCompletedIdsAsync(
        InstanceFilter filter, string? continuation, int limit, CancellationToken cancellation) =>
        Read(() => inner.QueryCompletedIdsAsync(filter, continuation, limit, cancellation));

    public ValueTask<Page<EntityRecord>> QueryEntitiesAsync(
        EntityFilter filter, string? continuation, int limit, CancellationToken cancellation) =>
        Read(() => inner.QueryEntitiesAsync(filter, continuation, limit, cancellation));

    public ValueTask<string?> ReadDocumentAsync(string name, CancellationToken cancellation) =>
        Read(() => inner.ReadDocumentAsync(name, cancellation));

    public Task<int> PurgeAsync(IReadOnlyCollection<long> instanceKeys, CancellationToken cancellation) =>
        IsDead ? Never<int>() : UnlessDead(inner.PurgeAsync(instanceKeys, cancellation));

    public async Task WriteDocumentAsync(string name, string json, CancellationToken cancellation)
    {
        if (!IsDead)
        {
            await inner.WriteDocumentAsync(name, json, cancellation);
        }

        if (IsDead)
        {
            await Never<bool>();
        }
    }

    /// <summary>Closes the real store, so that the file can be opened again.</summary>
    public ValueTask DisposeAsync()
    {
        Crash();
        return inner.DisposeAsync();
    }

    private bool IsDead
    {
        get
        {
            lock (_gate)
            {
                return _dead;
            }
        }
    }

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    private async Task<StepResult> DieAfter(Task<StepResult> commit)
    {
        try
        {
            await commit;
            _crashed.TrySetResult();
        }
        catch (Exception exception)
        {
            _crashed.TrySetException(exception);
        }

        return await Never<StepResult>();
    }

    private async Task<T> UnlessDead<T>(Task<T> call)
    {
        var result = await call;
        return IsDead ? await Never<T>() : result;
    }

    private ValueTask<T> Read<T>(Func<ValueTask<T>> read) => IsDead ? new ValueTask<T>(Never<T>()) : read();
}

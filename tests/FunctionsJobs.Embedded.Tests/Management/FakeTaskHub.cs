using System.Collections.Concurrent;
using System.Globalization;
using FunctionsJobs.Embedded.Durable.Client;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>A task hub in memory that runs nothing: tests put instances in, and read what the API asked for.</summary>
internal sealed class FakeTaskHub : IManagedTaskHub
{
    public const string Orchestrator = "Aggregate";

    public static readonly DateTime Created = new(2024, 2, 29, 12, 30, 45, 678, DateTimeKind.Utc);

    private readonly ConcurrentDictionary<string, InstanceRecord> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InstanceRecord?>> _ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiters = new(StringComparer.Ordinal);
    private int _lastId;

    /// <summary>What the API asked for, one line per call.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Thrown by every call when set.</summary>
    public Exception? Fault { get; set; }

    public InstanceFilter? LastFilter { get; private set; }

    public int LastTop { get; private set; }

    public InstanceRecord Add(string instanceId, string status, string? input = null, string? output = null, string? customStatus = null, string? failure = null)
    {
        var instance = new InstanceRecord
        {
            InstanceId = instanceId,
            ExecutionId = "e1",
            Name = Orchestrator,
            Status = status,
            CreatedAt = Created,
            LastUpdatedAt = Created.AddSeconds(3),
            Input = input,
            Output = output ?? (failure is null ? null : Failure.FromJson(failure).ToString()),
            CustomStatus = customStatus,
            Failure = failure,
        };
        _instances[instanceId] = instance;
        return instance;
    }

    /// <summary>Ends an instance, and the waits for it.</summary>
    public void End(string instanceId, string status, string? output)
        => _ends.GetOrAdd(instanceId, _ => new()).SetResult(Add(instanceId, status, input: "1", output: output));

    public IManagedEntities Entities => throw new NotSupportedException("Entities are tested on the engine.");

    public bool HasOrchestrator(string name) => name.Equals(Orchestrator, StringComparison.OrdinalIgnoreCase);

    public Task<string?> StartAsync(string orchestrator, string? instanceId, string? input, string? version, CancellationToken cancellation)
    {
        ThrowIfFaulty();
        instanceId ??= Interlocked.Increment(ref _lastId).ToString("x32", CultureInfo.InvariantCulture);
        if (_instances.TryGetValue(instanceId, out var existing) && !InstanceStatus.IsTerminal(existing.Status))
        {
            return Task.FromResult<string?>(null);
        }

        Calls.Enqueue($"start {orchestrator} {instanceId} input={input ?? "(none)"} version={version ?? "(default)"}");
        Add(instanceId, InstanceStatus.Pending, input);
        return Task.FromResult<string?>(instanceId);
    }

    public ValueTask<InstanceRecord?> FindAsync(string instanceId, CancellationToken cancellation)
    {
        ThrowIfFaulty();
        return new(_instances.GetValueOrDefault(instanceId));
    }

    public Task<InstanceRecord?> WaitForCompletionAsync(string instanceId, CancellationToken cancellation)
    {
        _waiters.GetOrAdd(instanceId, _ => new()).TrySetResult();
        return _ends.GetOrAdd(instanceId, _ => new()).Task.WaitAsync(cancellation);
    }

    /// <summary>Completes when somebody waits for the end of the instance.</summary>
    public Task WaitForWaiterAsync(string instanceId) => _waiters.GetOrAdd(instanceId, _ => new()).Task;

    public Task<InstancePage> ListAsync(InstanceFilter filter, int top, string? continuationToken, CancellationToken cancellation)
    {
        ThrowIfFaulty();
        (LastFilter, LastTop) = (filter, top);
        var skip = continuationToken is null ? 0
            : int.TryParse(continuationToken, out var parsed) ? parsed
            : throw new InvalidContinuationException();
        var all = Matching(filter).OrderBy(instance => instance.InstanceId, StringComparer.Ordinal).ToList();
        return Task.FromResult(new InstancePage(
            all.Skip(skip).Take(top).ToList(),
            all.Count > skip + top ? (skip + top).ToString(CultureInfo.InvariantCulture) : null));
    }

    public Task<bool> PurgeAsync(string instanceId, CancellationToken cancellation) => Task.FromResult(_instances.TryRemove(instanceId, out _));

    public Task<int> PurgeAsync(InstanceFilter filter, CancellationToken cancellation)
    {
        LastFilter = filter;
        return Task.FromResult(Matching(filter).Count(instance => InstanceStatus.IsTerminal(instance.Status) && _instances.TryRemove(instance.InstanceId, out _)));
    }

    public Task TerminateAsync(string instanceId, string? reason, CancellationToken cancellation) => NoteAsync($"terminate {instanceId} {reason}");

    public Task SuspendAsync(string instanceId, string? reason, CancellationToken cancellation) => NoteAsync($"suspend {instanceId} {reason}");

    public Task ResumeAsync(string instanceId, string? reason, CancellationToken cancellation) => NoteAsync($"resume {instanceId} {reason}");

    public Task<RestartResult> RestartAsync(string instanceId, bool withNewId, CancellationToken cancellation)
    {
        ThrowIfFaulty();
        var former = _instances.GetValueOrDefault(instanceId);
        if (former is null || (!withNewId && !InstanceStatus.IsTerminal(former.Status)))
        {
            return Task.FromResult(new RestartResult(null, former?.Status));
        }

        var id = withNewId ? Interlocked.Increment(ref _lastId).ToString("x32", CultureInfo.InvariantCulture) : instanceId;
        Calls.Enqueue($"restart {instanceId} as {(withNewId ? "new" : "same")}");
        Add(id, InstanceStatus.Pending, former.Input);
        return Task.FromResult(new RestartResult(id, former.Status));
    }

    public Task<RewindResult> RewindAsync(string instanceId, string? reason, CancellationToken cancellation)
    {
        ThrowIfFaulty();
        var status = _instances.GetValueOrDefault(instanceId)?.Status;
        if (status != InstanceStatus.Failed)
        {
            return Task.FromResult(status is null ? RewindResult.NotFound : RewindResult.NotFailed(status));
        }

        Calls.Enqueue($"rewind {instanceId} {reason}");
        return Task.FromResult(RewindResult.Rewound);
    }

    public Task<IList<global::DurableTask.Core.History.HistoryEvent>> ReadHistoryAsync(InstanceRecord instance, CancellationToken cancellation) =>
        throw new NotSupportedException("Histories are tested on the engine.");

    public Task RaiseEventAsync(string instanceId, string eventName, string? payload, CancellationToken cancellation)
        => NoteAsync($"raise {instanceId} {eventName} {payload ?? "(none)"}");

    private Task NoteAsync(string call)
    {
        ThrowIfFaulty();
        Calls.Enqueue(call);
        return Task.CompletedTask;
    }

    private IEnumerable<InstanceRecord> Matching(InstanceFilter filter) => _instances.Values.Where(instance =>
        (filter.CreatedFrom is null || instance.CreatedAt >= filter.CreatedFrom)
        && (filter.CreatedTo is null || instance.CreatedAt <= filter.CreatedTo)
        && (filter.Statuses is null || filter.Statuses.Contains(instance.Status))
        && (filter.InstanceIdPrefix is null || instance.InstanceId.StartsWith(filter.InstanceIdPrefix, StringComparison.Ordinal)));

    private void ThrowIfFaulty()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }
}

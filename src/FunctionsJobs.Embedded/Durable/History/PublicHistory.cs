using DurableTask.Core;
using DurableTask.Core.History;
using FunctionsJobs.Embedded.Durable.Entities;
using FunctionsJobs.Embedded.Storage;
using CoreEvent = DurableTask.Core.History.HistoryEvent;

namespace FunctionsJobs.Embedded.Durable.History;

/// <summary>
/// The history of an instance as clients read it: the stored events with those that are not stored as such, which are the begin and the end
/// of every turn and of the execution.
/// </summary>
/// <remarks>Operations of entities are shown as the real client shows them: as events sent to the entity, and raised by its answer.</remarks>
internal sealed class PublicHistory
{
    private readonly InstanceRecord _instance;
    private readonly IReadOnlyList<HistoryRecord> _records;
    private readonly List<CoreEvent> _events;
    private readonly Dictionary<int, DateTime> _fireTimes = [];
    private DateTime _at;
    private int _lastTask = -1;

    private PublicHistory(InstanceRecord instance, IReadOnlyList<HistoryRecord> records)
    {
        _instance = instance;
        _records = records;
        _events = new List<CoreEvent>(records.Count + 4);
    }

    /// <param name="instance">The instance, with payloads.</param>
    /// <param name="records">Its stored events.</param>
    /// <returns>Empty while the execution has not begun.</returns>
    /// <exception cref="InvalidHistoryException">A stored event cannot be understood.</exception>
    public static IList<CoreEvent> Of(InstanceRecord instance, IReadOnlyList<HistoryRecord> records) =>
        records.Count == 0 && instance.Status == InstanceStatus.Pending ? [] : new PublicHistory(instance, records).Write();

    private List<CoreEvent> Write()
    {
        _at = _records.Count > 0 ? _records[0].At : _instance.CompletedAt ?? _instance.LastUpdatedAt;
        Add(new OrchestratorStartedEvent(-1));
        Add(Started());

        // Turn 0 holds what the execution before left: it is part of the first turn here.
        var turn = _records.Count > 0 ? Math.Max(_records[0].Turn, 1) : 1;
        foreach (var record in _records)
        {
            if (Math.Max(record.Turn, 1) != turn)
            {
                Add(new OrchestratorCompletedEvent(-1));
                turn = record.Turn;
                _at = record.At;
                Add(new OrchestratorStartedEvent(-1));
            }

            Add(record);
        }

        if (InstanceStatus.IsTerminal(_instance.Status))
        {
            AddEnd();
        }

        Add(new OrchestratorCompletedEvent(-1));
        return _events;
    }

    private void AddEnd()
    {
        if (_instance.Status == InstanceStatus.Terminated)
        {
            Add(new OrchestratorCompletedEvent(-1));
            _at = _instance.CompletedAt!.Value;
            Add(new OrchestratorStartedEvent(-1));
            Add(new ExecutionTerminatedEvent(-1, _instance.Output));
        }

        _at = _instance.CompletedAt!.Value;
        var failure = _instance.Failure is { } stored ? Failure.FromJson(stored) : null;
        Add(new ExecutionCompletedEvent(_lastTask + 1, failure?.ErrorMessage ?? _instance.Output, Enum.Parse<OrchestrationStatus>(_instance.Status), failure?.ToCore()));
    }

    private ExecutionStartedEvent Started() => new(-1, _instance.Input)
    {
        Name = _instance.Name,
        Version = _instance.Version,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = _instance.InstanceId, ExecutionId = _instance.ExecutionId },
        ParentInstance = _instance.Parent is not { } parent ? null : new ParentInstance
        {
            Name = parent.Name,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = parent.InstanceId, ExecutionId = parent.ExecutionId },
            TaskScheduleId = parent.TaskId,
        },
        Tags = _instance.Tags?.ToDictionary(),
        ScheduledStartTime = _instance.StartAt,
    };

    private void Add(HistoryRecord record)
    {
        var stored = HistoryReader.Read(record);
        if (stored is OrchestratorAction)
        {
            _lastTask = Math.Max(_lastTask, stored.TaskId);
        }

        if (stored is TimerCreated timer)
        {
            _fireTimes[timer.TaskId] = timer.FireAt;
        }

        foreach (var shown in Show(stored))
        {
            Add(shown);
        }
    }

    private IEnumerable<CoreEvent> Show(HistoryEvent stored) => stored switch
    {
        TaskScheduled e => [new TaskScheduledEvent(e.TaskId) { Name = e.Name, Version = e.Version, Input = e.Input, Tags = e.Tags }],
        TaskCompleted e => [new TaskCompletedEvent(-1, e.TaskId, e.Result)],
        TaskFailed e => [new TaskFailedEvent(-1, e.TaskId, null, null, e.Failure.ToCore())],
        TimerCreated e => [new TimerCreatedEvent(e.TaskId, e.FireAt)],
        TimerFired e => [new TimerFiredEvent(-1, _fireTimes.GetValueOrDefault(e.TaskId, _at)) { TimerId = e.TaskId }],
        EventRaised e => [new EventRaisedEvent(-1, e.Payload) { Name = e.Name }],
        EventSent e => [new EventSentEvent(e.TaskId) { InstanceId = e.InstanceId, Name = e.Name, Input = e.Payload }],
        SubOrchestrationCreated e =>
            [new SubOrchestrationInstanceCreatedEvent(e.TaskId) { Name = e.Name, Version = e.Version, InstanceId = e.InstanceId, Input = e.Input, Tags = e.Tags }],
        SubOrchestrationCompleted e => [new SubOrchestrationInstanceCompletedEvent(-1, e.TaskId, e.Result)],
        SubOrchestrationFailed e => [new SubOrchestrationInstanceFailedEvent(-1, e.TaskId, null, null, e.Failure.ToCore())],
        ExecutionSuspended e => [new ExecutionSuspendedEvent(-1, e.Reason)],
        ExecutionResumed e => [new ExecutionResumedEvent(-1, e.Reason)],
        ExecutionRewound e => [new ExecutionRewoundEvent(-1, e.Reason)],
        OrchestratorStarted => [],
        _ => EntityEvents.Show(stored),
    };

    private void Add(CoreEvent shown)
    {
        shown.Timestamp = _at;
        _events.Add(shown);
    }
}

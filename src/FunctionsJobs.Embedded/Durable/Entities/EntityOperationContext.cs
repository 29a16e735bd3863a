using FunctionsJobs.Embedded.Durable.Client;
using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Storage;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>What an operation may do besides changing its state. It comes into effect with the operation's success.</summary>
internal sealed class EntityOperationContext(EntityInstanceId id, EntityOperation operation, TaskHubRuntime hub) : TaskEntityContext
{
    private readonly Lock _lock = new();
    private readonly List<MessageRecord> _signals = [];
    private readonly List<NewInstance> _starts = [];
    private bool _isOver;

    public override EntityInstanceId Id { get; } = id;

    /// <exception cref="ArgumentException">The id is none.</exception>
    /// <exception cref="InvalidOperationException">The operation has ended.</exception>
    public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        EntityIdRules.Validate(id, nameof(id));
        ArgumentNullException.ThrowIfNull(operationName);
        var time = options?.SignalTime?.UtcDateTime;
        var signal = EntityMessages.Operation(
            id.ToString(), operationName, hub.Catalog.DataConverter.Serialize(input), null, operation.TraceParent, time > hub.Now ? time : null);
        lock (_lock)
        {
            RequireRunning();
            _signals.Add(signal);
        }
    }

    /// <remarks>
    /// An orchestration that does not exist is found out when it is to run: its instance fails. When an instance of the given id may not be
    /// replaced, nothing is started, and a warning is logged.
    /// </remarks>
    /// <exception cref="ArgumentException">The name is empty, the instance id is none, or the dedupe statuses are none.</exception>
    /// <exception cref="InvalidOperationException">The operation has ended.</exception>
    public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        if (options?.InstanceId is { } given)
        {
            InstanceIdRules.Validate(given, nameof(options));
        }

        // What runs cannot be ended within the transaction of this operation, so that it is never replaced.
        var conditions = StartConditions.Of(options, replaceRunning: false);
        var now = hub.Now;
        var instance = new InstanceRecord
        {
            InstanceId = options?.InstanceId ?? hub.Ids.NewInstance(),
            ExecutionId = hub.Ids.NewExecution(),
            Name = name.Name,
            Version = options?.Version?.Version ?? hub.Options.DefaultVersion,
            Status = InstanceStatus.Pending,
            CreatedAt = now,
            LastUpdatedAt = now,
            StartAt = options?.StartAt?.UtcDateTime,
            Input = hub.Catalog.DataConverter.Serialize(input),
            Tags = options?.Tags is { Count: > 0 } tags ? tags : null,
            TraceParent = operation.TraceParent,
        };
        lock (_lock)
        {
            RequireRunning();
            _starts.Add(new NewInstance(instance, conditions.Replaceable, null));
        }

        return instance.InstanceId;
    }

    /// <summary>Lets nothing more happen, and gives what did.</summary>
    public (IReadOnlyList<MessageRecord> Signals, IReadOnlyList<NewInstance> Starts) End()
    {
        lock (_lock)
        {
            _isOver = true;
            return (_signals, _starts);
        }
    }

    private void RequireRunning()
    {
        if (_isOver)
        {
            throw new InvalidOperationException($"Operation '{operation.Name}' of entity '{Id}' has ended; its context can no longer be used.");
        }
    }
}

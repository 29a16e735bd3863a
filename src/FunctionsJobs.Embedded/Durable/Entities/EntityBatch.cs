using FunctionsJobs.Embedded.Durable.Dispatch;
using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Telemetry;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>Operations of one entity that are run one after the other and committed together.</summary>
/// <param name="id">The entity.</param>
/// <param name="state">Its serialized state before; <see langword="null"/> when it has none.</param>
/// <param name="operations">At least one, in order.</param>
/// <param name="hub">Converter, clock and ids.</param>
/// <param name="hostStopping">Ends the batch early: operations that give up then are run again after the next start.</param>
internal sealed class EntityBatch(
    EntityInstanceId id, string? state, IReadOnlyList<EntityOperation> operations, TaskHubRuntime hub, CancellationToken hostStopping)
{
    public EntityInstanceId Id { get; } = id;

    /// <summary>W3C trace context of the sender, when there is but one operation.</summary>
    public string? TraceParent => operations is [var only] ? only.TraceParent : null;

    /// <summary>What the operations came to; <see langword="null"/> until <see cref="RunAsync"/> has ended.</summary>
    public EntityBatchResult? Result { get; private set; }

    /// <summary>
    /// Runs the operations on the entity's code. An operation that throws is undone, its signals and starts included, and the next one goes
    /// on from the state before it. A second run begins anew, and its result replaces that of the first.
    /// </summary>
    public async Task RunAsync(ITaskEntity entity)
    {
        var result = new EntityBatchResult(state);
        object? stateObject = null;
        foreach (var operation in operations)
        {
            using var span = DurableSource.StartOperation(Id, operation);
            var traced = span is null ? operation : operation with { TraceParent = span.Id };
            var run = new EntityOperationRun(Id, traced, result.State, stateObject, hub);
            try
            {
                var output = await entity.RunAsync(run);
                result.Succeed(hub.Catalog.DataConverter.Serialize(output), run.End());
                stateObject = run.StateObject;
            }
            catch (OperationCanceledException) when (hostStopping.IsCancellationRequested)
            {
                run.End();
                EntityLog.OperationInterrupted(hub.Logger, Id, operation.Name);
                break;
            }
            catch (Exception e)
            {
                run.End();
                span?.Fail(e.Message);
                EntityLog.OperationFailed(hub.Logger, e, Id, operation.Name);
                result.Fail(Failure.From(e));
                stateObject = null;
            }
        }

        Result = result;
    }

    /// <summary>The result when the code did not come to the operations, or its results cannot be used: all fail, and nothing changes.</summary>
    public EntityBatchResult FailAll(Failure failure)
    {
        var result = new EntityBatchResult(state);
        for (var i = 0; i < operations.Count; i++)
        {
            result.Fail(failure);
        }

        return result;
    }
}

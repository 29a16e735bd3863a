using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>A call of an entity that waits for its answer.</summary>
/// <param name="taskId">The task of the call.</param>
/// <param name="entity">The called entity.</param>
/// <param name="operation">Name of the operation.</param>
/// <param name="converter">Reads the result; <see langword="null"/> when the caller does not want it.</param>
/// <param name="section">The critical section that the call was made in, if any.</param>
internal sealed class OpenEntityCall<TResult>(int taskId, EntityInstanceId entity, string operation, DataConverter? converter, CriticalSection? section)
    : OpenTask(taskId)
{
    private readonly TaskCompletionSource<TResult> _completion = new();

    public Task<TResult> Task => _completion.Task;

    public override void Complete(string? result)
    {
        section?.EndCall(entity);
        TResult? value;
        try
        {
            value = result is null || converter is null ? default : converter.Deserialize<TResult>(result);
        }
        catch (Exception e)
        {
            _completion.SetException(e);
            return;
        }

        _completion.SetResult(value!);
    }

    public override void Fail(Failure failure)
    {
        section?.EndCall(entity);
        _completion.SetException(new EntityOperationFailedException(entity, operation, failure.ToDetails()));
    }
}

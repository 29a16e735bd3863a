using FunctionsJobs.Embedded.Durable.History;
using Microsoft.DurableTask;

namespace FunctionsJobs.Embedded.Durable.Replay;

/// <summary>An activity or sub-orchestration that was called.</summary>
internal sealed class OpenCall<TResult>(int taskId, string name, DataConverter? converter) : OpenTask(taskId)
{
    private readonly TaskCompletionSource<TResult> _completion = new();

    public Task<TResult> Task => _completion.Task;

    public override void Complete(string? result)
    {
        TResult? value;
        try
        {
            // No converter: the caller does not want the result.
            value = result is null || converter is null ? default : converter.Deserialize<TResult>(result);
        }
        catch (Exception e)
        {
            _completion.SetException(e);
            return;
        }

        _completion.SetResult(value!);
    }

    public override void Fail(Failure failure) => _completion.SetException(
        new TaskFailedException(name, TaskId, failure.ToDetails()) { IsNonRetriable = failure.IsNonRetriable == true });
}

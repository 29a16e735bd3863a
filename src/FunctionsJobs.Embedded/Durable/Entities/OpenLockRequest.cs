using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Embedded.Durable.Replay;

namespace FunctionsJobs.Embedded.Durable.Entities;

/// <summary>A lock request that waits for its locks.</summary>
/// <param name="section">What is entered when they are given.</param>
/// <param name="release">Given to the code then.</param>
internal sealed class OpenLockRequest(CriticalSection section, IAsyncDisposable release) : OpenTask(section.LockTaskId)
{
    private readonly TaskCompletionSource<IAsyncDisposable> _completion = new();

    public Task<IAsyncDisposable> Task => _completion.Task;

    public override void Complete(string? result)
    {
        section.Enter();
        _completion.SetResult(release);
    }

    public override void Fail(Failure failure) => throw new InvalidOperationException("Lock requests do not fail.");
}

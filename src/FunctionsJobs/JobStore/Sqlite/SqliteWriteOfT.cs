using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Sqlite;

/// <inheritdoc cref="SqliteWrite"/>
/// <typeparam name="T">What the work answers.</typeparam>
internal sealed class SqliteWrite<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation) : SqliteWrite
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _fault;

    /// <summary>Ends after the commit that holds this write.</summary>
    public Task<T> Completion => _completion.Task;

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(JobStoreSession session)
    {
        if (cancellation.IsCancellationRequested)
        {
            _fault = new OperationCanceledException(cancellation);
            return false;
        }

        try
        {
            _result = await work(session);
            return !session.IsAbandoned;
        }
        catch (Exception e)
        {
            _fault = e;
            return false;
        }
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        switch (_fault)
        {
            case null:
                _completion.SetResult(_result!);
                break;
            case OperationCanceledException cancelled:
                _completion.SetCanceled(cancelled.CancellationToken);
                break;
            default:
                _completion.SetException(_fault);
                break;
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception) => _completion.TrySetException(_fault ?? exception);
}

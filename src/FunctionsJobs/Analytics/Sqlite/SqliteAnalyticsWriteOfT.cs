using FunctionsJobs.Analytics.Sql;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Analytics.Sqlite;

/// <inheritdoc cref="SqliteAnalyticsWrite"/>
/// <typeparam name="T">What the work answers.</typeparam>
internal sealed class SqliteAnalyticsWrite<T>(Func<AnalyticsSession, Task<T>> work, CancellationToken cancellation) : SqliteAnalyticsWrite(cancellation)
{
    private const int WaitingState = 0;
    private const int RunningState = 1;
    private const int CancelledState = 2;

    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _fault;
    private int _state;

    /// <summary>Ends after the commit that holds this write.</summary>
    public Task<T> Completion => _completion.Task;

    /// <summary>Ends the write for its caller, unless it has begun: then its statement is interrupted instead.</summary>
    public void CancelWhileWaiting()
    {
        if (Interlocked.CompareExchange(ref _state, CancelledState, WaitingState) == WaitingState)
        {
            _completion.TrySetCanceled(Cancellation);
        }
    }

    /// <inheritdoc/>
    public override async Task<bool> RunAsync(AnalyticsSession session)
    {
        try
        {
            _fault = null;
            if (Interlocked.CompareExchange(ref _state, RunningState, WaitingState) == CancelledState)
            {
                throw new OperationCanceledException(Cancellation);
            }

            Cancellation.ThrowIfCancellationRequested();
            _result = await SqliteInterruption.GuardAsync(session, () => work(session), Cancellation);
            return true;
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
        if (_fault is null)
        {
            _completion.TrySetResult(_result!);
        }
        else
        {
            Fail(_fault);
        }
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception)
    {
        switch (_fault ?? exception)
        {
            case OperationCanceledException cancelled:
                _completion.TrySetCanceled(cancelled.CancellationToken);
                break;
            case SqliteException fault:
                _completion.TrySetException(SqliteFaults.Translate(fault));
                break;
            case var fault:
                _completion.TrySetException(fault);
                break;
        }
    }
}

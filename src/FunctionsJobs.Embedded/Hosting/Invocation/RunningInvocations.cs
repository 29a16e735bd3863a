using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Hosting.Invocation;

/// <summary>The invocations under way: counted for a graceful stop, watched for the function timeout.</summary>
internal sealed partial class RunningInvocations : IDisposable
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan? _timeout;
    private readonly TimeSpan _grace;
    private readonly HashSet<InvocationContext> _overdue = [];
    private readonly ILogger _logger;
    private readonly ITimer? _watch;
    private InvocationContext? _first;
    private int _count;
    private TaskCompletionSource? _idle;

    /// <param name="time">Clock of the timeout.</param>
    /// <param name="timeout">How long an invocation may run; <see langword="null"/> for no limit.</param>
    /// <param name="grace">How long it may go on after its token was cancelled.</param>
    /// <param name="logger">Hears of functions that take too long.</param>
    public RunningInvocations(TimeProvider time, TimeSpan? timeout, TimeSpan grace, ILogger<RunningInvocations> logger)
    {
        _logger = logger;
        _time = time;
        _timeout = timeout;
        _grace = grace;
        _watch = timeout is null ? null : time.CreateTimer(_ => Watch(), null, WatchInterval, WatchInterval);
    }

    public int Count => Volatile.Read(ref _count);

    public void Add(InvocationContext invocation)
    {
        lock (_gate)
        {
            invocation.Next = _first;
            if (_first is not null)
            {
                _first.Previous = invocation;
            }

            _first = invocation;
            _count++;
        }
    }

    public void Remove(InvocationContext invocation)
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (invocation.Previous is { } previous)
            {
                previous.Next = invocation.Next;
            }
            else
            {
                _first = invocation.Next;
            }

            if (invocation.Next is { } next)
            {
                next.Previous = invocation.Previous;
            }

            invocation.Previous = invocation.Next = null;
            if (_overdue.Count > 0)
            {
                _overdue.Remove(invocation);
            }

            if (--_count == 0)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        idle?.TrySetResult();
    }

    /// <summary>Completes when nothing runs any more.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _count == 0
                ? Task.CompletedTask
                : (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Cancels the token of everything that runs.</summary>
    public void CancelAll(CancellationReason reason)
    {
        foreach (var invocation in Snapshot(_ => true))
        {
            invocation.Cancel(reason);
        }
    }

    /// <summary>Names of the functions that run, with how many invocations each has.</summary>
    public IReadOnlyDictionary<string, int> CountByFunction()
        => Snapshot(_ => true).CountBy(invocation => invocation.Function.Name).ToDictionary();

    public void Dispose() => _watch?.Dispose();

    private void Watch()
    {
        foreach (var invocation in Snapshot(invocation => IsOlder(invocation, _timeout!.Value) && invocation.CancellationReason == CancellationReason.None))
        {
            LogTimedOut(_logger, invocation.Function.Name, _timeout!.Value);
            invocation.Cancel(CancellationReason.Timeout);
        }

        foreach (var invocation in Snapshot(invocation => IsOlder(invocation, _timeout!.Value + _grace) && _overdue.Add(invocation)))
        {
            LogOverdue(_logger, invocation.Function.Name, _grace);
            invocation.OnOverdue();
        }
    }

    private bool IsOlder(InvocationContext invocation, TimeSpan age) => !invocation.HasReturned && _time.GetElapsedTime(invocation.StartedAt) >= age;

    private List<InvocationContext> Snapshot(Func<InvocationContext, bool> which)
    {
        var found = new List<InvocationContext>();
        lock (_gate)
        {
            for (var invocation = _first; invocation is not null; invocation = invocation.Next)
            {
                if (which(invocation))
                {
                    found.Add(invocation);
                }
            }
        }

        return found;
    }

    [LoggerMessage(1010, LogLevel.Warning, "{Function} runs longer than its time, {Timeout}; its token was cancelled.")]
    private static partial void LogTimedOut(ILogger logger, string function, TimeSpan timeout);

    [LoggerMessage(1011, LogLevel.Error, "{Function} goes on {Grace} after its token was cancelled; nothing waits for it any more.")]
    private static partial void LogOverdue(ILogger logger, string function, TimeSpan grace);
}

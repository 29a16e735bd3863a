using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Tests.Schedules.Checker;

/// <summary>
/// A process's way to the database, which can be cut at any call: before a transaction, in it, or after its commit and before its answer. From then on
/// the process is dead: it reaches nothing until it is restarted.
/// </summary>
internal sealed class CrashingJobDatabase(IJobDatabase inner) : IJobDatabase
{
    private readonly Lock _lock = new();
    private int _callsLeft = int.MaxValue;
    private CrashPoint _point;
    private bool _isDead;

    public JobStoreDialect Dialect => inner.Dialect;

    public bool IsDead
    {
        get
        {
            lock (_lock)
            {
                return _isDead;
            }
        }
    }

    /// <summary>Lets so many more calls through, and crashes at the next one.</summary>
    public void CrashAfter(int calls, CrashPoint point)
    {
        lock (_lock)
        {
            (_callsLeft, _point) = (calls, point);
        }
    }

    public void Restart()
    {
        lock (_lock)
        {
            (_isDead, _callsLeft) = (false, int.MaxValue);
        }
    }

    public async Task<T> WriteAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation)
    {
        var point = Enter();
        ThrowIf(point == CrashPoint.Before);
        var result = await inner.WriteAsync(
            async session =>
            {
                var answer = await work(session);
                ThrowIf(point == CrashPoint.Within);
                return answer;
            },
            cancellation);
        ThrowIf(point == CrashPoint.AfterCommit);
        return result;
    }

    public async Task<T> ReadAsync<T>(Func<JobStoreSession, Task<T>> work, CancellationToken cancellation)
    {
        ThrowIf(Enter() is not null);
        return await inner.ReadAsync(work, cancellation);
    }

    public Task MigrateAsync(Func<JobStoreSession, Task> work, CancellationToken cancellation) => inner.MigrateAsync(work, cancellation);

    private CrashPoint? Enter()
    {
        lock (_lock)
        {
            ThrowIf(_isDead);
            _isDead = --_callsLeft < 0;
            return _isDead ? _point : null;
        }
    }

    private static void ThrowIf(bool crashes)
    {
        if (crashes)
        {
            throw new IOException("The process is dead.");
        }
    }
}

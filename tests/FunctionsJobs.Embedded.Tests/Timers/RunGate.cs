namespace FunctionsJobs.Embedded.Tests.Timers;

/// <summary>Holds runs until it is opened, and counts them.</summary>
public sealed class RunGate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private int _running;

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public int Started { get; private set; }

    public int MostAtOnce { get; private set; }

    public void Open() => _open.TrySetResult();

    public async Task PassAsync()
    {
        lock (_lock)
        {
            Started++;
            MostAtOnce = Math.Max(MostAtOnce, ++_running);
        }

        await _open.Task;
        lock (_lock)
        {
            _running--;
        }
    }
}

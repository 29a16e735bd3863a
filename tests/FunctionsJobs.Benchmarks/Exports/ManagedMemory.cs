namespace FunctionsJobs.Benchmarks.Exports;

/// <summary>Watches how much managed memory is in use, garbage that was not collected yet included.</summary>
internal sealed class ManagedMemory : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly ITimer _timer;
    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);
    private long _highest;

    public ManagedMemory() => _timer = TimeProvider.System.CreateTimer(_ => Look(), null, Interval, Interval);

    /// <summary>Bytes at the highest, over those at the beginning.</summary>
    public long Growth
    {
        get
        {
            Look();
            return Volatile.Read(ref _highest) - _before;
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = GC.GetTotalMemory(forceFullCollection: false);
        if (now > Volatile.Read(ref _highest))
        {
            Volatile.Write(ref _highest, now);
        }
    }
}

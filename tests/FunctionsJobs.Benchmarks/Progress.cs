namespace FunctionsJobs.Benchmarks;

/// <summary>Tells on standard error how far long work is: at each tenth, and not more often than every few seconds.</summary>
internal sealed class Progress(string what, long total)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long _done;
    private long _told = TimeProvider.System.GetTimestamp();

    public void Add(long count)
    {
        lock (_lock)
        {
            var tenths = _done * 10 / total;
            _done += count;
            if (_done * 10 / total > tenths && TimeProvider.System.GetElapsedTime(_told) >= Interval)
            {
                Console.Error.WriteLine($"{_done:N0} of {total:N0} {what}");
                _told = TimeProvider.System.GetTimestamp();
            }
        }
    }
}

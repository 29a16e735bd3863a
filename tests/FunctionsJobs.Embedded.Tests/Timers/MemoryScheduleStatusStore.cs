using System.Collections.Concurrent;
using FunctionsJobs.Embedded.Timers;

namespace FunctionsJobs.Embedded.Tests.Timers;

/// <summary>Keeps the state of schedules from one host to the next.</summary>
internal sealed class MemoryScheduleStatusStore : IScheduleStatusStore
{
    private readonly ConcurrentDictionary<string, StoredSchedule> _schedules = new();

    public ValueTask<StoredSchedule?> ReadAsync(string function, CancellationToken cancellation) => new(_schedules.GetValueOrDefault(function));

    public Task WriteAsync(string function, StoredSchedule status, CancellationToken cancellation)
    {
        _schedules[function] = status;
        return Task.CompletedTask;
    }
}

using System.Text.Json;
using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Timers;

/// <summary>Keeps the state of schedules as documents of the task hub, named <c>timers/{function}</c>.</summary>
internal sealed class TaskHubScheduleStatusStore(ITaskHubStore store) : IScheduleStatusStore
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async ValueTask<StoredSchedule?> ReadAsync(string function, CancellationToken cancellation)
        => await store.ReadDocumentAsync(Name(function), cancellation) is { } json ? JsonSerializer.Deserialize<StoredSchedule>(json, Json) : null;

    public Task WriteAsync(string function, StoredSchedule status, CancellationToken cancellation)
        => store.WriteDocumentAsync(Name(function), JsonSerializer.Serialize(status, Json), cancellation);

    private static string Name(string function) => $"timers/{function.ToLowerInvariant()}";
}

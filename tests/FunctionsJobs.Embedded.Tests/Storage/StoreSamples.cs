using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>Records and steps with the parts that a test does not care about filled in.</summary>
internal static class StoreSamples
{
    /// <summary>A time with a part below a microsecond, which must come back.</summary>
    public static DateTime Noon { get; } = new DateTime(2026, 3, 29, 12, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567);

    public static InstanceRecord Instance(string id, string status = InstanceStatus.Pending, DateTime? createdAt = null) => new()
    {
        InstanceId = id,
        ExecutionId = "execution-of-" + id,
        Name = "Orchestrator",
        Status = status,
        CreatedAt = createdAt ?? Noon,
        LastUpdatedAt = createdAt ?? Noon,
        CompletedAt = InstanceStatus.IsTerminal(status) ? (createdAt ?? Noon).AddMinutes(1) : null,
    };

    public static NewInstance New(InstanceRecord instance, params string[] replace) => new(instance, replace, IfRefused: null);

    public static TaskHubStep Creating(params InstanceRecord[] instances) => new() { Create = [.. instances.Select(instance => New(instance))] };

    public static InstanceUpdate Update(long key, string status = InstanceStatus.Running, int openActivities = 0) => new()
    {
        Key = key,
        Status = status,
        LastUpdatedAt = Noon.AddMinutes(2),
        CompletedAt = InstanceStatus.IsTerminal(status) ? Noon.AddMinutes(2) : null,
        OpenActivities = openActivities,
    };

    public static HistoryRecord Event(int sequence, string? payload = null) => new()
    {
        Sequence = sequence,
        Turn = sequence,
        At = Noon.AddSeconds(sequence),
        Type = sequence % 2 == 1 ? "TaskScheduled" : "TaskCompleted",
        TaskId = (sequence - 1) / 2,
        Name = sequence % 2 == 1 ? "Activity" : null,
        Payload = payload,
    };

    public static IReadOnlyList<HistoryRecord> Events(int count, int first = 1) => [.. Enumerable.Range(first, count).Select(n => Event(n))];

    public static MessageRecord Message(string target, string? payload = null, DateTime? dueAt = null, int taskId = -1) => new()
    {
        Target = target,
        Kind = "EventRaised",
        Payload = payload,
        DueAt = dueAt,
        TaskId = taskId,
    };

    public static EntityRecord Entity(string id, string? state = "{}", bool delete = false) => new()
    {
        EntityId = id,
        State = state,
        LastModifiedAt = Noon,
        Delete = delete,
    };

    /// <summary>Creates one instance and gives its key.</summary>
    public static async Task<long> CreateAsync(this ITaskHubStore store, InstanceRecord instance)
    {
        Assert.Null(Assert.Single((await store.CommitAsync(Creating(instance))).Created));
        return instance.Key;
    }

    /// <summary>All pages of a query.</summary>
    public static async Task<List<string>> QueryAllAsync(this ITaskHubStore store, InstanceFilter filter, int pageSize = 3)
    {
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var page = await store.QueryInstancesAsync(filter, continuation, pageSize, default);
            Assert.InRange(page.Items.Count, 0, pageSize);
            ids.AddRange(page.Items.Select(instance => instance.InstanceId));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return ids;
    }
}

using FunctionsJobs.Embedded.Storage;

namespace FunctionsJobs.Embedded.Tests.Storage;

public sealed class SqliteTaskHubStoreTests
{
    [Fact]
    public async Task OpenAsync_WhenReopened_FindsWhatWasCommitted()
    {
        using var hub = new TemporaryTaskHub();
        var now = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        InstanceRecord record;
        await using (var store = hub.NewStore())
        {
            await store.OpenAsync(default);
            record = new InstanceRecord { InstanceId = "a", ExecutionId = "e", Name = "n", Status = "Pending", CreatedAt = now, LastUpdatedAt = now, Input = "" };
            var result = await store.CommitAsync(new TaskHubStep { Create = [new NewInstance(record, [], IfRefused: null)] });
            Assert.Null(result.Created[0]);
            await store.CommitAsync(new TaskHubStep
            {
                Update = new InstanceUpdate { Key = record.Key, Status = "Running", LastUpdatedAt = now, OpenActivities = 1 },
                Append = [new HistoryRecord { Sequence = 1, Turn = 1, At = now, Type = "TaskScheduled", Payload = new string('x', 100000), Name = "act", TaskId = 0 }],
                Enqueue = [new MessageRecord { Target = "a", Kind = "timer", DueAt = now }],
            });
        }

        await using (var store = hub.NewStore())
        {
            var recovery = await store.OpenAsync(default);
            Assert.Single(recovery.Runnable);
            Assert.Single(recovery.Messages);
            var history = await store.ReadHistoryAsync(record.Key, default);
            Assert.Equal(100000, history[0].Payload!.Length);
            var page = await store.QueryInstancesAsync(new InstanceFilter(), null, 10, default);
            Assert.Equal("", (await store.GetInstanceAsync("a", true, default))!.Input);
            Assert.Equal("Running", page.Items[0].Status);
        }
    }
}

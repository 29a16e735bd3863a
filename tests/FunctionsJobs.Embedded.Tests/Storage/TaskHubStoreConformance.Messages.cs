using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task CommitAsync_WhenMessagesAreEnqueued_NumbersThemInOrderAndKeepsTheirBodies()
    {
        var first = new MessageRecord { Target = "a", Kind = "TimerFired", DueAt = Noon, TaskId = 4, Name = "n", Payload = "p", Detail = "d" };
        var second = Message("@counter@k", "2");
        var third = Message("a", "3");
        await Store.CommitAsync(new TaskHubStep { Enqueue = [first, second] });
        await Store.CommitAsync(new TaskHubStep { Enqueue = [third] });

        Assert.True(0 < first.Id && first.Id < second.Id && second.Id < third.Id);
        var read = await Store.ReadMessagesAsync([third.Id, first.Id, 999_999, second.Id], default);
        Assert.Equal([first.Id, second.Id, third.Id], read.Select(message => message.Id));
        Assert.Equivalent(first, read[0], strict: true);
        Assert.Equivalent(second, read[1], strict: true);
    }

    [Fact]
    public async Task CommitAsync_WhenMessagesAreDequeued_TheyAreGoneAndUnknownIdsAreIgnored()
    {
        var consumed = Message("a");
        var kept = Message("a");
        await Store.CommitAsync(new TaskHubStep { Enqueue = [consumed, kept] });

        await Store.CommitAsync(new TaskHubStep { Dequeue = [consumed.Id, 999_999, consumed.Id] });

        Assert.Equal([kept.Id], (await Store.ReadMessagesAsync([consumed.Id, kept.Id], default)).Select(message => message.Id));
    }

    [Fact]
    public async Task CommitAsync_WhenAllMessagesAreGoneAndTheStoreReopened_NeverReusesTheirIds()
    {
        var old = Message("a");
        await Store.CommitAsync(new TaskHubStep { Enqueue = [old] });
        await Store.CommitAsync(new TaskHubStep { Dequeue = [old.Id] });
        await ReopenAsync();

        var next = Message("a");
        await Store.CommitAsync(new TaskHubStep { Enqueue = [next] });

        Assert.True(next.Id > old.Id);
    }

    [Fact]
    public async Task CommitAsync_WhenManyStepsAreHandedOverAtOnce_CommitsThemInTheOrderOfTheCalls()
    {
        var messages = Enumerable.Range(0, 5_000).Select(n => Message("a", taskId: n)).ToList();

        await Task.WhenAll(messages.Select(message => Store.CommitAsync(new TaskHubStep { Enqueue = [message] })));

        Assert.Equal(messages.Select(message => message.Id).Order(), messages.Select(message => message.Id));
        Assert.Equal(5_000, messages.Select(message => message.Id).Distinct().Count());
    }

    [Fact]
    public async Task CommitAsync_WhenManyWriteAtOnce_EachSeesItsOwnStep()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 50; n++)
            {
                var id = $"{writer}-{n}";
                await Store.CreateAsync(Instance(id));
                Assert.Equal(id, (await Get(Store, id))!.InstanceId);
            }
        })));
    }

    [Fact]
    public async Task OpenAsync_WhenWorkWasUnderWay_GivesItOldestFirstAndNothingElse()
    {
        var ids = new[] { "pending", "running", "open", "suspended", "suspended-open", "done" };
        var keys = new Dictionary<string, long>();
        foreach (var id in ids)
        {
            keys[id] = await Store.CreateAsync(Instance(id));
        }

        await Store.CommitAsync(new TaskHubStep { Update = Update(keys["running"]) });
        await Store.CommitAsync(new TaskHubStep { Update = Update(keys["open"], openActivities: 1) });
        await Store.CommitAsync(new TaskHubStep { Update = Update(keys["suspended"], InstanceStatus.Suspended) });
        await Store.CommitAsync(new TaskHubStep { Update = Update(keys["suspended-open"], InstanceStatus.Suspended, openActivities: 2) });
        await Store.CommitAsync(new TaskHubStep { Update = Update(keys["done"], InstanceStatus.Terminated, openActivities: 1) });
        var later = new InstanceRecord { InstanceId = "later", ExecutionId = "e", Name = "n", Status = "Pending", CreatedAt = Noon, LastUpdatedAt = Noon, StartAt = Noon.AddDays(1) };
        await Store.CreateAsync(later);
        var timer = Message("running", dueAt: Noon.AddHours(1), taskId: 3);
        var message = Message("@e@k");
        await Store.CommitAsync(new TaskHubStep { Enqueue = [timer, message] });

        var recovery = await ReopenAsync();

        Assert.Equal(
            [
                new RunnableInstance(keys["pending"], "pending", null), new RunnableInstance(keys["open"], "open", null),
                new RunnableInstance(keys["suspended-open"], "suspended-open", null), new RunnableInstance(later.Key, "later", Noon.AddDays(1)),
            ],
            recovery.Runnable);
        Assert.Equal(
            [new PendingMessage(timer.Id, "running", Noon.AddHours(1), 3), new PendingMessage(message.Id, "@e@k", null, -1)], recovery.Messages);
    }
}

using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task CommitAsync_WhenInstanceIsCreated_EveryPropertyComesBack()
    {
        var created = new InstanceRecord
        {
            InstanceId = "order-1",
            ExecutionId = "execution-1",
            Name = "Checkout",
            Version = "2.1",
            Status = InstanceStatus.Failed,
            CreatedAt = Noon,
            LastUpdatedAt = Noon.AddTicks(1),
            CompletedAt = Noon.AddTicks(2),
            StartAt = Noon.AddTicks(3),
            Input = "{\"n\":1}",
            Output = "\"out\"",
            CustomStatus = "\"half\"",
            Failure = "{\"type\":\"Boom\"}",
            Parent = new ParentLink("parent-1", "parent-execution", "Parent", 7),
            Tags = new Dictionary<string, string> { ["a"] = "1", ["ü"] = "\"" },
            OpenActivities = 3,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        var key = await Store.CreateAsync(created);
        await ReopenAsync();

        var read = (await Store.GetInstanceAsync("order-1", withPayloads: true, default))!;

        Assert.Equal(key, read.Key);
        Assert.Equivalent(created, read, strict: true);
        Assert.Equal(DateTimeKind.Utc, read.CreatedAt.Kind);
        Assert.Equivalent(created, await Store.GetInstanceAsync(key, default), strict: true);
    }

    [Fact]
    public async Task GetInstanceAsync_WithoutPayloads_LeavesOutInputAndOutputOnly()
    {
        var created = Instance("a", InstanceStatus.Completed);
        created.Input = "1";
        created.Output = "2";
        created.CustomStatus = "3";
        created.Failure = "4";
        await Store.CreateAsync(created);

        var read = (await Store.GetInstanceAsync("a", withPayloads: false, default))!;

        Assert.Null(read.Input);
        Assert.Null(read.Output);
        Assert.Equal("3", read.CustomStatus);
        Assert.Equal("4", read.Failure);
    }

    [Fact]
    public async Task GetInstanceAsync_WhenUnknown_GivesNull()
    {
        Assert.Null(await Store.GetInstanceAsync("nobody", withPayloads: true, default));
        Assert.Null(await Store.GetInstanceAsync(4711, default));
    }

    [Fact]
    public async Task CommitAsync_WhenIdsDifferInCaseOnly_TheyAreDifferentInstances()
    {
        var result = await Store.CommitAsync(Creating(Instance("Job"), Instance("job"), Instance("JOB ")));

        Assert.Equal([null, null, null], result.Created);
        Assert.Equal("job", (await Get(Store, "job"))!.InstanceId);
    }

    [Fact]
    public async Task CommitAsync_WhenIdExists_RefusesWithItsStatusAndKeepsTheRestOfTheStep()
    {
        var first = Instance("a", InstanceStatus.Running);
        await Store.CreateAsync(first);
        var second = Instance("a");
        var message = Message("x");

        var result = await Store.CommitAsync(new TaskHubStep
        {
            Create = [New(Instance("before")), New(second, InstanceStatus.Completed, InstanceStatus.Failed), New(Instance("after"))],
            Enqueue = [message],
        });

        Assert.True(result.Applied);
        Assert.Equal([null, InstanceStatus.Running, null], result.Created);
        Assert.Equal(0, second.Key);
        Assert.Equal(first.Key, (await Get(Store, "a"))!.Key);
        Assert.NotNull(await Get(Store, "after"));
        Assert.Single(await Store.ReadMessagesAsync([message.Id], default));
    }

    [Fact]
    public async Task CommitAsync_WhenOneStepCreatesAnIdTwice_RefusesTheSecond()
    {
        var result = await Store.CommitAsync(Creating(Instance("a"), Instance("a")));

        Assert.Equal([null, InstanceStatus.Pending], result.Created);
    }

    [Fact]
    public async Task CommitAsync_WhenCreationIsRefused_EnqueuesItsMessageAndNotOtherwise()
    {
        await Store.CreateAsync(Instance("taken"));
        var refused = Message("parent", "refused");
        var unused = Message("parent", "unused");

        await Store.CommitAsync(new TaskHubStep
        {
            Create = [new NewInstance(Instance("taken"), [], refused), new NewInstance(Instance("free"), [], unused)],
        });
        var recovery = await ReopenAsync();

        Assert.Equal(refused.Id, Assert.Single(recovery.Messages).Id);
        Assert.Equal(0, unused.Id);
        Assert.Equal("refused", Assert.Single(await Store.ReadMessagesAsync([refused.Id], default)).Payload);
    }

    [Fact]
    public async Task CommitAsync_WhenStatusMayBeReplaced_ReplacesWithHistoryAndMessages()
    {
        var old = await Store.CreateAsync(Instance("a"));
        var lost = Message("a");
        var kept = Message("b");
        await Store.CommitAsync(new TaskHubStep { Update = Update(old, InstanceStatus.Completed), Append = Events(3), Enqueue = [lost, kept] });
        var next = Instance("a");
        var fresh = Message("a");

        var result = await Store.CommitAsync(new TaskHubStep { Create = [New(next, InstanceStatus.Completed)], Enqueue = [fresh] });

        Assert.Equal([null], result.Created);
        Assert.True(next.Key > old);
        Assert.Equal(InstanceStatus.Pending, (await Get(Store, "a"))!.Status);
        Assert.Null(await Store.GetInstanceAsync(old, default));
        Assert.Empty(await Store.ReadHistoryAsync(old, default));
        Assert.Empty(await Store.ReadHistoryAsync(next.Key, default));
        Assert.Equal([kept.Id, fresh.Id], (await Store.ReadMessagesAsync([lost.Id, kept.Id, fresh.Id], default)).Select(message => message.Id));
    }

    [Fact]
    public async Task CommitAsync_WhenIdWasPurgedAndTheStoreReopened_NeverReusesItsKey()
    {
        var key = await Store.CreateAsync(Instance("a", InstanceStatus.Completed));
        Assert.Equal(1, await Store.PurgeAsync([key], default));
        await ReopenAsync();

        Assert.True(await Store.CreateAsync(Instance("a")) > key);
    }
}

using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task CommitAsync_WhenTurnIsTaken_UpdatesTheInstanceAndAppendsItsHistory()
    {
        var created = Instance("a");
        created.CustomStatus = "\"kept\"";
        var key = await Store.CreateAsync(created);
        var record = new HistoryRecord
        {
            Sequence = 1,
            Turn = 1,
            At = Noon.AddTicks(9),
            Type = "EventRaised",
            TaskId = 12,
            Name = "approve",
            Payload = "true",
            Detail = "{\"x\":1}",
        };

        var result = await Store.CommitAsync(new TaskHubStep { Update = Update(key, InstanceStatus.Running, openActivities: 2), Append = [record, Event(2)] });
        await ReopenAsync();

        Assert.True(result.Applied);
        var read = (await Get(Store, "a"))!;
        Assert.Equal((InstanceStatus.Running, 2, Noon.AddMinutes(2), "\"kept\""), (read.Status, read.OpenActivities, read.LastUpdatedAt, read.CustomStatus));
        var history = await Store.ReadHistoryAsync(key, default);
        Assert.Equivalent(record, history[0], strict: true);
        Assert.Equivalent(Event(2), history[1], strict: true);
        Assert.Equal(DateTimeKind.Utc, history[0].At.Kind);
    }

    [Fact]
    public async Task CommitAsync_WhenCustomStatusChanged_StoresItAlsoWhenNull()
    {
        var key = await Store.CreateAsync(Instance("a"));

        await Store.CommitAsync(new TaskHubStep { Update = new InstanceUpdate { Key = key, Status = "Running", LastUpdatedAt = Noon, OpenActivities = 0, CustomStatus = "1", CustomStatusChanged = true } });
        Assert.Equal("1", (await Get(Store, "a"))!.CustomStatus);

        await Store.CommitAsync(new TaskHubStep { Update = new InstanceUpdate { Key = key, Status = "Running", LastUpdatedAt = Noon, OpenActivities = 0, CustomStatusChanged = true } });
        Assert.Null((await Get(Store, "a"))!.CustomStatus);
    }

    [Fact]
    public async Task CommitAsync_WhenInstanceEndsAndIsOpenedAgain_StoresAndForgetsItsResult()
    {
        var key = await Store.CreateAsync(Instance("a"));
        await Store.CommitAsync(new TaskHubStep
        {
            Update = new InstanceUpdate { Key = key, Status = "Failed", LastUpdatedAt = Noon, CompletedAt = Noon, OpenActivities = 0, Output = "1", Failure = "2" },
        });
        var failed = (await Get(Store, "a"))!;
        Assert.Equal(("Failed", Noon, "1", "2"), (failed.Status, failed.CompletedAt, failed.Output, failed.Failure));

        await Store.CommitAsync(new TaskHubStep { Update = Update(key) });

        var again = (await Get(Store, "a"))!;
        Assert.Equal(("Running", null, null, null), (again.Status, again.CompletedAt, again.Output, again.Failure));
    }

    [Fact]
    public async Task CommitAsync_WhenAnotherExecutionBegins_ReplacesTheHistoryInTheSameStep()
    {
        var created = Instance("a");
        created.Input = "0";
        var key = await Store.CreateAsync(created);
        await Store.CommitAsync(new TaskHubStep { Update = Update(key), Append = Events(5) });
        var other = await Store.CreateAsync(Instance("b"));
        await Store.CommitAsync(new TaskHubStep { Update = Update(other), Append = Events(2) });

        await Store.CommitAsync(new TaskHubStep
        {
            Update = new InstanceUpdate
            {
                Key = key,
                Status = InstanceStatus.Running,
                LastUpdatedAt = Noon,
                OpenActivities = 0,
                NewExecution = new NewExecution("second", "1", "3.0"),
            },
            Append = [Event(1, "new")],
        });
        await ReopenAsync();

        var read = (await Get(Store, "a"))!;
        Assert.Equal(("second", "1", "3.0", key), (read.ExecutionId, read.Input, read.Version, read.Key));
        Assert.Equal("new", Assert.Single(await Store.ReadHistoryAsync(key, default)).Payload);
        Assert.Equal([1, 2], await Sequences(other));
    }

    [Fact]
    public async Task CommitAsync_WhenTheInstanceIsGone_AppliesNothingOfTheStep()
    {
        var key = await Store.CreateAsync(Instance("a", InstanceStatus.Completed));
        var message = Message("a");
        await Store.CommitAsync(new TaskHubStep { Enqueue = [message] });
        await Store.CreateAsync(Instance("other"));
        await Store.CommitAsync(new TaskHubStep { Create = [New(Instance("a"), InstanceStatus.Completed)] });
        var timer = Message("other");
        await Store.CommitAsync(new TaskHubStep { Enqueue = [timer] });

        var result = await Store.CommitAsync(new TaskHubStep
        {
            Create = [New(Instance("child"))],
            Update = Update(key),
            Append = Events(1),
            Enqueue = [Message("b")],
            Dequeue = [timer.Id],
            Entities = [Entity("@e@1")],
        });
        var recovery = await ReopenAsync();

        Assert.False(result.Applied);
        Assert.Null(await Get(Store, "child"));
        Assert.Empty(await Store.ReadHistoryAsync(key, default));
        Assert.Equal(timer.Id, Assert.Single(recovery.Messages).Id);
        Assert.Null(await Store.GetEntityAsync("@e@1", default));
    }

    [Fact]
    public async Task CommitAsync_WhenASequenceIsWrittenTwice_FailsAndKeepsTheFirst()
    {
        var key = await Store.CreateAsync(Instance("a"));
        await Store.CommitAsync(new TaskHubStep { Update = Update(key), Append = [Event(1, "first")] });

        await Assert.ThrowsAnyAsync<TaskHubStoreException>(
            () => Store.CommitAsync(new TaskHubStep { Update = Update(key, openActivities: 9), Append = [Event(1, "second")] }));
        await ReopenAsync();

        Assert.Equal("first", Assert.Single(await Store.ReadHistoryAsync(key, default)).Payload);
        Assert.Equal(0, (await Get(Store, "a"))!.OpenActivities);
    }

    [Theory]
    [MemberData(nameof(StepsThatBreakARule))]
    public async Task CommitAsync_WhenStepBreaksARule_RefusesItAndGoesOn(string what)
    {
        var key = await Store.CreateAsync(Instance("a"));
        var step = what switch
        {
            "append without update" => new TaskHubStep { Append = Events(1) },
            "gap in the sequence" => new TaskHubStep { Update = Update(key), Append = [Event(1), Event(3)] },
            "sequence from zero" => new TaskHubStep { Update = Update(key), Append = [Event(0)] },
            "message with an id" => new TaskHubStep { Enqueue = [new MessageRecord { Id = 5, Target = "a", Kind = "EventRaised" }] },
            "end without a time" => new TaskHubStep { Update = new InstanceUpdate { Key = key, Status = "Completed", LastUpdatedAt = Noon, OpenActivities = 0 } },
            "output before the end" => new TaskHubStep { Update = new InstanceUpdate { Key = key, Status = "Running", LastUpdatedAt = Noon, OpenActivities = 0, Output = "1" } },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };

        await Assert.ThrowsAsync<ArgumentException>(() => Store.CommitAsync(step));

        Assert.Equal(InstanceStatus.Pending, (await Get(Store, "a"))!.Status);
        Assert.True((await Store.CommitAsync(new TaskHubStep { Update = Update(key), Append = Events(1) })).Applied);
    }

    public static TheoryData<string> StepsThatBreakARule =>
        ["append without update", "gap in the sequence", "sequence from zero", "message with an id", "end without a time", "output before the end"];
}

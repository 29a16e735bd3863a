using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task QueryInstancesAsync_WithoutConditions_PagesThroughAllOldestFirst()
    {
        // Several of the same time, several statuses, and a clock that was set back.
        var created = Enumerable.Range(0, 20)
            .Select(n => Instance($"i{n:00}", n % 3 == 0 ? InstanceStatus.Completed : InstanceStatus.Pending, Noon.AddSeconds(n / 4 % 3))).ToList();
        await Store.CommitAsync(Creating([.. created]));

        var expected = created.OrderBy(instance => instance.CreatedAt).ThenBy(instance => instance.Key).Select(instance => instance.InstanceId);
        Assert.Equal(expected, await Store.QueryAllAsync(new InstanceFilter()));
        Assert.Equal(expected, await Store.QueryAllAsync(new InstanceFilter(), pageSize: 20));
        Assert.Equal(expected, await Store.QueryAllAsync(new InstanceFilter(), pageSize: 1));
    }

    [Fact]
    public async Task QueryInstancesAsync_WhenTheLastPageIsFull_HasNoContinuation()
    {
        await Store.CommitAsync(Creating(Instance("a"), Instance("b")));

        Assert.Null((await Store.QueryInstancesAsync(new InstanceFilter(), null, 2, default)).Continuation);
        Assert.NotNull((await Store.QueryInstancesAsync(new InstanceFilter(), null, 1, default)).Continuation);
    }

    [Fact]
    public async Task QueryInstancesAsync_ByConditions_GivesThoseThatMeetAll()
    {
        await Store.CommitAsync(Creating(
            Instance("early", InstanceStatus.Completed, Noon.AddHours(-1)), Instance("noon", InstanceStatus.Completed), Instance("failed", InstanceStatus.Failed),
            Instance("late", InstanceStatus.Completed, Noon.AddHours(1)), Instance("running", InstanceStatus.Running)));

        Assert.Equal(["early", "noon", "late"], await Store.QueryAllAsync(new() { Statuses = ["Completed"] }, 2));
        Assert.Equal(["noon", "failed", "running"], await Store.QueryAllAsync(new() { CreatedFrom = Noon, CreatedTo = Noon }));
        Assert.Equal(["failed", "running"], await Store.QueryAllAsync(new() { CreatedFrom = Noon, Statuses = ["Failed", "Running", "Failed"] }, 1));
        Assert.Equal(["noon", "failed"], await Store.QueryAllAsync(new() { CompletedFrom = Noon, CompletedTo = Noon.AddMinutes(1) }));
        Assert.Equal(["early"], await Store.QueryAllAsync(new() { CompletedTo = Noon }));
        Assert.Empty(await Store.QueryAllAsync(new() { Statuses = ["Unheard"] }));
        Assert.Empty(await Store.QueryAllAsync(new() { CreatedFrom = Noon.AddTicks(1), CreatedTo = Noon.AddHours(1).AddTicks(-1) }));
    }

    [Fact]
    public async Task QueryCompletedIdsAsync_PagesInTheOrderOfTheEnds()
    {
        // Created the other way round; several at the same time, in different statuses.
        string[] statuses = [InstanceStatus.Failed, InstanceStatus.Completed, InstanceStatus.Terminated, InstanceStatus.Running];
        var created = Enumerable.Range(0, 24).Select(n => Instance($"i{n:00}", statuses[n % 4], Noon.AddSeconds(-(n / 6)))).ToList();
        await Store.CommitAsync(Creating([.. created]));

        var expected = created.Where(instance => instance.CompletedAt is not null).OrderBy(instance => instance.CompletedAt).ThenBy(instance => instance.Key).ToList();
        Assert.Equal(expected.Select(instance => instance.InstanceId), await CompletedIdsAsync(new InstanceFilter(), 1));
        Assert.Equal(expected.Select(instance => instance.InstanceId), await CompletedIdsAsync(new InstanceFilter(), 5));
        Assert.Equal(
            expected.Where(instance => instance.Status == "Failed").Select(instance => instance.InstanceId),
            await CompletedIdsAsync(new() { Statuses = ["Failed", "Running"] }, 2));
        var from = Noon.AddMinutes(1).AddSeconds(-2);
        Assert.Equal(
            expected.Where(instance => instance.CompletedAt >= from && instance.CompletedAt <= from.AddSeconds(1)).Select(instance => instance.InstanceId),
            await CompletedIdsAsync(new() { CompletedFrom = from, CompletedTo = from.AddSeconds(1) }, 3));
        Assert.Null((await Store.QueryCompletedIdsAsync(new(), null, expected.Count, default)).Continuation);
    }

    [Fact]
    public async Task QueryCompletedIdsAsync_WhenAnInstanceIsReopened_LeavesItOut()
    {
        var failed = Instance("one", InstanceStatus.Failed);
        await Store.CommitAsync(Creating(failed));

        await Store.CommitAsync(new TaskHubStep { Update = Update(failed.Key) });
        Assert.Empty(await CompletedIdsAsync(new(), 10));

        await Store.CommitAsync(new TaskHubStep { Update = Update(failed.Key, InstanceStatus.Completed) });
        Assert.Equal(["one"], await CompletedIdsAsync(new(), 10));
    }

    [Fact]
    public async Task QueryCompletedIdsAsync_WhenTheContinuationIsAnothers_RefusesIt()
    {
        await Store.CommitAsync(Creating(Instance("a", InstanceStatus.Completed), Instance("b", InstanceStatus.Completed)));
        var other = (await Store.QueryInstancesAsync(new(), null, 1, default)).Continuation;

        await Assert.ThrowsAsync<InvalidContinuationException>(() => Store.QueryCompletedIdsAsync(new(), other, 1, default).AsTask());
    }

    private async Task<List<string>> CompletedIdsAsync(InstanceFilter filter, int pageSize)
    {
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var page = await Store.QueryCompletedIdsAsync(filter, continuation, pageSize, default);
            ids.AddRange(page.Items);
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return ids;
    }

    [Fact]
    public async Task QueryInstancesAsync_ByIdPrefix_TakesEveryCharacterLiterally()
    {
        string[] ids = ["a%b", "a%bc", "a_b", "aXb", "A%b", "a", "ä1", "ä2", "z\u007F1", "z\u007F", "z\U0001F600"];
        await Store.CommitAsync(Creating([.. ids.Select(id => Instance(id))]));

        Assert.Equal(["a%b", "a%bc"], await Store.QueryAllAsync(new() { InstanceIdPrefix = "a%" }, 1));
        Assert.Equal(["a_b"], await Store.QueryAllAsync(new() { InstanceIdPrefix = "a_" }));
        Assert.Equal(["ä1", "ä2"], await Store.QueryAllAsync(new() { InstanceIdPrefix = "ä" }, 1));
        Assert.Equal(["z\u007F", "z\u007F1"], await Store.QueryAllAsync(new() { InstanceIdPrefix = "z\u007F" }, 1));
        Assert.Equal(["a%b", "a%bc"], await Store.QueryAllAsync(new() { InstanceIdPrefix = "a%", Statuses = ["Pending", "Failed"] }, 1));
        Assert.Equal(11, (await Store.QueryAllAsync(new() { InstanceIdPrefix = "" })).Count);
    }

    [Fact]
    public async Task QueryInstancesAsync_ByParent_GivesItsChildrenThatMeetTheRest()
    {
        static InstanceRecord Child(string id, string parent, string status) => new()
        {
            InstanceId = id,
            ExecutionId = "e",
            Name = "n",
            Status = status,
            CreatedAt = Noon,
            LastUpdatedAt = Noon,
            CompletedAt = InstanceStatus.IsTerminal(status) ? Noon : null,
            Parent = new ParentLink(parent, "pe", "P", 1),
        };
        await Store.CommitAsync(Creating(
            Child("c3", "p", "Running"), Child("c1", "p", "Completed"), Child("c2", "q", "Running"), Child("c4", "p", "Running"), Instance("p")));

        Assert.Equal(["c3", "c1", "c4"], await Store.QueryAllAsync(new() { ParentInstanceId = "p" }, 1));
        Assert.Equal(["c3", "c4"], await Store.QueryAllAsync(new() { ParentInstanceId = "p", Statuses = ["Running"] }, 1));
        Assert.Equal(["c4"], await Store.QueryAllAsync(new() { ParentInstanceId = "p", InstanceIdPrefix = "c4" }));
    }

    [Fact]
    public async Task QueryInstancesAsync_WithAndWithoutPayloads_ReadsThemOrNot()
    {
        var created = Instance("a");
        created.Input = "in";
        await Store.CreateAsync(created);

        foreach (var filter in new InstanceFilter[] { new(), new() { InstanceIdPrefix = "a" } })
        {
            Assert.Null((await Store.QueryInstancesAsync(filter, null, 9, default)).Items[0].Input);
            Assert.Equal("in", (await Store.QueryInstancesAsync(filter with { WithPayloads = true }, null, 9, default)).Items[0].Input);
        }
    }

    [Fact]
    public async Task QueryInstancesAsync_WhenInstancesComeAndGoMeanwhile_GivesEveryLastingOneOnce()
    {
        var created = Enumerable.Range(0, 12).Select(n => Instance($"i{n:00}", InstanceStatus.Completed, Noon.AddSeconds(n))).ToList();
        await Store.CommitAsync(Creating([.. created]));
        var first = await Store.QueryInstancesAsync(new InstanceFilter(), null, 4, default);

        await Store.PurgeAsync([created[3].Key, created[4].Key], default);
        await Store.CreateAsync(Instance("new", createdAt: Noon.AddHours(1)));

        var rest = new List<string>();
        for (var token = first.Continuation; token is not null;)
        {
            var page = await Store.QueryInstancesAsync(new InstanceFilter(), token, 4, default);
            rest.AddRange(page.Items.Select(instance => instance.InstanceId));
            token = page.Continuation;
        }

        Assert.Equal(["i05", "i06", "i07", "i08", "i09", "i10", "i11", "new"], rest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense!")]
    [InlineData("AAAA")]
    [InlineData("Y2FiYw")]
    public async Task QueryInstancesAsync_WhenTheContinuationIsNotOne_RefusesIt(string continuation)
    {
        await Assert.ThrowsAsync<InvalidContinuationException>(async () => await Store.QueryInstancesAsync(new InstanceFilter(), continuation, 1, default));
        await Assert.ThrowsAsync<InvalidContinuationException>(async () => await Store.QueryEntitiesAsync(new EntityFilter(), continuation, 1, default));
    }

    [Fact]
    public async Task QueryInstancesAsync_WhenTheContinuationIsOfAnotherQuery_RefusesIt()
    {
        await Store.CommitAsync(Creating(Instance("a"), Instance("b")));
        var token = (await Store.QueryInstancesAsync(new() { InstanceIdPrefix = "" }, null, 1, default)).Continuation;

        Assert.Matches("^[A-Za-z0-9_-]+$", token);
        await Assert.ThrowsAsync<InvalidContinuationException>(async () => await Store.QueryInstancesAsync(new() { ParentInstanceId = "p" }, token, 1, default));
    }

    [Fact]
    public async Task QueryInstancesAsync_WhenTheLimitIsNotPositive_RefusesIt() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.QueryInstancesAsync(new(), null, 0, default));
}

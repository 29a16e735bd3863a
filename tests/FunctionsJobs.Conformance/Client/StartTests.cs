using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Client;

/// <summary>Starting instances: ids, duplicates and what may stand in their place.</summary>
public sealed class StartTests
{
    [Theory, EveryMode]
    public async Task Start_WithoutAnId_MakesOneOf32HexDigits(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        var ids = new[] { await host.StartAsync("Done"), await host.StartAsync("Done") };

        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
        Assert.NotEqual(ids[0], ids[1]);
    }

    [Theory]
    [EveryMode("order-4711"), EveryMode("with space"), EveryMode("ünïcödé"), EveryMode("a:b@c!$&'()*+,;=~"), EveryMode("a' or PartitionKey ne '")]
    public async Task Start_WithAnId_UsesItLiterally(DurableMode mode, string instanceId)
    {
        await using var host = await StartHostAsync(mode);

        var returned = await host.StartAsAsync(instanceId, "Done");

        Assert.Equal(instanceId, returned);
        var metadata = await host.EndOfAsync(instanceId);
        Assert.Equal((instanceId, "Done"), (metadata.InstanceId, metadata.Name));
    }

    [Theory, EveryMode]
    public async Task Start_WithOptionsOnly_NeedsNoInput(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Done", new StartOrchestrationOptions("only-options"));

        Assert.Equal("only-options", id);
        Assert.Null((await host.EndOfAsync(id)).SerializedInput);
    }

    [Theory, EveryMode]
    public async Task Start_WhenTheTokenIsCancelled_Throws(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            host.Client.ScheduleNewOrchestrationInstanceAsync("Done", new CancellationToken(canceled: true)));
    }

    [Theory, EveryMode]
    public async Task Start_WhenManyComeAtOnce_StartsEach(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        var ids = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => host.StartAsync("Done")));
        var ends = await Task.WhenAll(ids.Select(host.EndOfAsync));

        Assert.Equal(100, ids.Distinct().Count());
        Assert.All(ends, end => end.ShouldHaveCompleted());
    }

    [Theory, EveryMode(Needs = HostFeatures.DefaultDedupe)]
    public async Task Start_WhenTheIdIsRunning_IsRefused(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.StartAsAsync("taken", "Wait");
        await host.UntilAsync("taken", OrchestrationRuntimeStatus.Running);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsAsync("taken", "Done"));

        Assert.Equal("Wait", (await host.Client.GetInstanceAsync("taken"))?.Name);
    }

    [Theory, EveryMode(Needs = HostFeatures.DefaultDedupe | HostFeatures.ScheduledStart)]
    public async Task Start_WhenTheIdIsPending_IsRefused(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.StartAsync(
            "Done", options: new StartOrchestrationOptions("taken", TimeProvider.System.GetUtcNow().AddHours(1)));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsAsync("taken", "Done"));
    }

    [Theory, EveryMode(Needs = HostFeatures.DefaultDedupe)]
    public async Task Start_WhenTheSameIdComesManyTimesAtOnce_StartsOneInstance(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        var starts = Enumerable.Range(0, 50).Select(async number =>
        {
            try
            {
                await host.StartAsAsync("one", "Wait", number);
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        });

        Assert.Single(await Task.WhenAll(starts), started => started);
    }

    [Theory, EveryMode]
    public async Task Start_WhenTheIdHasEnded_RunsAgainFromTheBegin(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int, int>("Double", async (context, input) => await context.CallActivityAsync<int>("Twice", input))
            .AddActivityFunc<int, int>("Twice", (_, input) => input * 2));
        await host.OutputOfAsync<int>("Double", 1, new StartOrchestrationOptions("again"));

        await host.StartAsAsync("again", "Double", 2);

        var metadata = await host.UntilAsync("again", again => again.ReadInputAs<int>() == 2 && again.IsCompleted, "its second end");
        Assert.Equal(4, metadata.ReadOutputAs<int>());
    }

    [Theory, EveryMode]
    public async Task Start_WhenTheIdFailed_ForgetsTheFailure(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<bool, string>("Maybe", (_, fail) =>
            fail ? throw new InvalidOperationException("first") : "second"));
        (await host.RunAsync("Maybe", true, new StartOrchestrationOptions("again"))).ShouldHaveFailed();

        await host.StartAsAsync("again", "Maybe", false);

        var metadata = await host.UntilAsync("again", OrchestrationRuntimeStatus.Completed);
        Assert.Null(metadata.FailureDetails);
        Assert.Equal("second", metadata.ReadOutputAs<string>());
    }

    [Theory, EveryMode]
    public async Task Dedupe_WhenTheStatusIsListed_Refuses(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.RunAsync("Done", options: new StartOrchestrationOptions("once"));

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsync(
            "Done", options: new StartOrchestrationOptions("once").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed)));
    }

    [Theory, EveryMode]
    public async Task Dedupe_WhenOneOfSeveralStatusesMatches_Refuses(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc(
            "Fail", new Action<TaskOrchestrationContext>(_ => throw new InvalidOperationException("broken"))));
        (await host.RunAsync("Fail", options: new StartOrchestrationOptions("once"))).ShouldHaveFailed();

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsync(
            "Fail",
            options: new StartOrchestrationOptions("once").WithDedupeStatuses(
                OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed)));
    }

    [Theory, EveryMode]
    public async Task Dedupe_WhenTheStatusIsNotListed_Replaces(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Echo", (_, input) => input));
        await host.RunAsync("Echo", 1, new StartOrchestrationOptions("again"));

        await host.StartAsync("Echo", 2, new StartOrchestrationOptions("again").WithDedupeStatuses(OrchestrationRuntimeStatus.Failed));

        var metadata = await host.UntilAsync("again", again => again.IsCompleted && again.ReadInputAs<int>() == 2, "its second end");
        Assert.Equal(2, metadata.ReadOutputAs<int>());
    }

    [Theory, EveryMode]
    public async Task Dedupe_WhenThereIsNoInstance_Starts(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        var metadata = await host.RunAsync("Done", options: new StartOrchestrationOptions("new").WithDedupeStatuses(
            OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Running));

        metadata.ShouldHaveCompleted();
    }

    [Theory, EveryMode]
    public async Task Dedupe_WhenAStatusIsUnknown_IsRefused(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        await Assert.ThrowsAnyAsync<ArgumentException>(() => host.StartAsync(
            "Done", options: new StartOrchestrationOptions("bad") { DedupeStatuses = ["NoSuchStatus"] }));
    }

    [Theory, EveryMode]
    public async Task Tags_WhenGivenAtTheStart_AreShown(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var tags = new Dictionary<string, string> { ["team"] = "red", ["größe"] = "XL", ["empty"] = "" };

        var metadata = await host.RunAsync("Done", options: new StartOrchestrationOptions { Tags = tags });

        Assert.Equal(tags, metadata.Tags.ToDictionary());
    }

    [Theory, EveryMode]
    public async Task Tags_WhenNoneAreGiven_AreEmpty(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        Assert.Empty((await host.RunAsync("Done")).Tags);
    }

    [Theory, EveryMode]
    public async Task ActivityTags_WhenGiven_DoNotDisturbTheCall(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc<int>("Call", context => context.CallActivityAsync<int>(
                "Answer", options: new TaskOptions(tags: new Dictionary<string, string> { ["cost"] = "high" })))
            .AddActivityFunc<int>("Answer", _ => 42));

        Assert.Equal(42, await host.OutputOfAsync<int>("Call"));
    }

    [Theory, EveryMode]
    public async Task SubOrchestrationTags_WhenGiven_AreShownThere(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(
                new TaskOptions(tags: new Dictionary<string, string> { ["level"] = "child" }), "tagged-child")))
            .AddOrchestratorFunc("Child", _ => { }));

        (await host.RunAsync("Parent")).ShouldHaveCompleted();

        Assert.Equal("child", (await host.EndOfAsync("tagged-child")).Tags["level"]);
    }

    // A sub-orchestration carries the tags of its parent too; its own win.
    [Theory, EveryMode(Needs = HostFeatures.CarriedState)]
    public async Task SubOrchestrationTags_WhenTheParentHasTags_AreMerged(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child", options: new SubOrchestrationOptions(
                new TaskOptions(tags: new Dictionary<string, string> { ["level"] = "child" }), "tagged-child")))
            .AddOrchestratorFunc("Child", _ => { }));

        var tags = new Dictionary<string, string> { ["team"] = "red", ["level"] = "parent" };
        (await host.RunAsync("Parent", options: new StartOrchestrationOptions { Tags = tags })).ShouldHaveCompleted();

        var child = await host.EndOfAsync("tagged-child");
        Assert.Equal(("red", "child"), (child.Tags["team"], child.Tags["level"]));
    }

    private static Task<IDurableHost> StartHostAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string>("Done", _ => "done")
        .AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("Go")));
}

using DurableTask.Core.Exceptions;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Durable;

public sealed class ClientTestsInMemory() : ClientTests(false);

public sealed class ClientTestsReplayed() : ClientTests(true);

public abstract class ClientTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task Schedule_WhenNoIdIsGiven_MakesOne()
    {
        var hub = await StartWithWaitAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait")));

        Assert.Equal(20, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(Guid.TryParseExact(id, "N", out _)));
    }

    [Fact]
    public async Task Schedule_WhenTheOrchestratorDoesNotExist_Throws()
    {
        var hub = await StartWithWaitAsync();

        var fault = await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Nowhere", null, new StartOrchestrationOptions("x")));

        Assert.Contains("'Nowhere'", fault.Message, StringComparison.Ordinal);
        Assert.Null(await hub.Client.GetInstanceAsync("x"));
    }

    public static TheoryData<string> BadIds => ["", "@counter@a", "a/b", "a\\b", "a#b", "a?b", "a\nb", "a\0b", " a", "a ", new string('x', 257)];

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task Schedule_WhenTheIdCannotBe_Throws(string id)
    {
        var hub = await StartWithWaitAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions(id)));
    }

    [Fact]
    public async Task Schedule_WhenStartedOftenAtOnceWithOneId_StartsOne()
    {
        var hub = await StartWithWaitAsync();

        var starts = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            try
            {
                await hub.ScheduleAsync("Wait", instanceId: "one");
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }));

        Assert.Single(starts, started => started);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task Schedule_WhenAnEndedInstanceHasTheId_ReplacesIt(OrchestrationRuntimeStatus status)
    {
        var hub = await StartWithWaitAsync();
        await EndAsync(hub, "x", status);

        await hub.ScheduleAsync("Wait", instanceId: "x");
        await hub.Client.RaiseEventAsync("x", "e", "second");

        Assert.Equal("second", (await hub.EndOfAsync("x")).ReadOutputAs<string>());
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed)]
    [InlineData(OrchestrationRuntimeStatus.Failed)]
    [InlineData(OrchestrationRuntimeStatus.Terminated)]
    public async Task Schedule_WhenTheStatusIsADedupeStatus_Throws(OrchestrationRuntimeStatus status)
    {
        var hub = await StartWithWaitAsync();
        await EndAsync(hub, "x", status);
        var options = new StartOrchestrationOptions("x").WithDedupeStatuses(
            status, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended);

        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, options));

        Assert.Equal(status, (await hub.GetAsync("x")).RuntimeStatus);
    }

    [Fact]
    public async Task Schedule_WhenARunningInstanceMayBeReplaced_TerminatesItFirst()
    {
        var hub = await StartWithWaitAsync();
        await hub.ScheduleAsync("Wait", "old", "x");
        await hub.HasStatusAsync("x", OrchestrationRuntimeStatus.Running);

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", "new", new StartOrchestrationOptions("x").WithDedupeStatuses()).InTime();
        await hub.Client.RaiseEventAsync("x", "e", "second");

        var end = await hub.EndOfAsync("x");
        Assert.Equal("new", end.ReadInputAs<string>());
        Assert.Equal("second", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Schedule_WhenTheHubReplacesInAnyState_TerminatesARunningInstance()
    {
        var hub = await StartWithWaitAsync(new TaskHubEngineOptions { ReplaceRunningInstances = true });
        await hub.ScheduleAsync("Wait", "old", "x");

        await hub.ScheduleAsync("Wait", "new", "x");

        Assert.Equal("new", (await hub.GetAsync("x")).ReadInputAs<string>());
    }

    [Theory]
    [InlineData("Completed", "NoStatus")]
    [InlineData("Terminated")]
    public async Task Schedule_WhenTheDedupeStatusesMakeNoSense_Throws(params string[] statuses)
    {
        var hub = await StartWithWaitAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions("x") { DedupeStatuses = statuses }));
    }

    [Fact]
    public async Task GetInstance_WhenPayloadsAreNotFetched_HasNone()
    {
        var hub = await StartWithWaitAsync();
        await EndAsync(hub, "x", OrchestrationRuntimeStatus.Failed);

        var bare = (await hub.Client.GetInstanceAsync("x"))!;
        var full = (await hub.Client.GetInstanceAsync("x", getInputsAndOutputs: true))!;

        Assert.Null(bare.SerializedInput);
        Assert.Null(bare.SerializedOutput);
        Assert.Null(bare.FailureDetails);
        Assert.Throws<InvalidOperationException>(() => bare.ReadInputAs<string>());
        Assert.Equal("fail", full.ReadInputAs<string>());
        Assert.Equal("as asked", full.FailureDetails!.ErrorMessage);
        Assert.Equal("Wait", full.Name);
        Assert.Equal(hub.Time.GetUtcNow(), full.CreatedAt);
        Assert.Null(await hub.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task Tags_WhenGiven_AreKept()
    {
        var hub = await StartWithWaitAsync();
        var tags = new Dictionary<string, string> { ["owner"] = "me" };

        await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions("x") { Tags = tags });

        Assert.Equal(tags, (await hub.GetAsync("x")).Tags);
    }

    [Fact]
    public async Task WaitForInstanceStart_WhenItStarts_Returns()
    {
        var hub = await StartWithWaitAsync();
        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Wait", null, new StartOrchestrationOptions(StartAt: hub.Time.GetUtcNow().AddHours(1)));

        var waiting = hub.Client.WaitForInstanceStartAsync(id);
        Assert.False(waiting.IsCompleted);
        hub.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await waiting.InTime()).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.WaitForInstanceStartAsync(id).InTime()).RuntimeStatus);
    }

    [Fact]
    public async Task WaitForInstanceCompletion_WhenManyWait_TellsAll()
    {
        var hub = await StartWithWaitAsync();
        var id = await hub.ScheduleAsync("Wait");
        var waiting = Enumerable.Range(0, 50).Select(i => hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: i % 2 == 0)).ToList();

        await hub.Client.RaiseEventAsync(id, "e", "done");

        var ends = await Task.WhenAll(waiting).InTime();
        Assert.All(ends, end => Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus));
        Assert.Equal("done", ends[0].ReadOutputAs<string>());
        Assert.Null(ends[1].SerializedOutput);
    }

    [Fact]
    public async Task WaitForInstanceCompletion_WhenCancelled_Throws()
    {
        var hub = await StartWithWaitAsync();
        var id = await hub.ScheduleAsync("Wait");
        using var cancel = new CancellationTokenSource();

        var waiting = hub.Client.WaitForInstanceCompletionAsync(id, cancel.Token);
        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.InTime());
    }

    [Fact]
    public async Task Wait_WhenThereIsNoInstance_Throws()
    {
        var hub = await StartWithWaitAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.WaitForInstanceCompletionAsync("nobody").InTime());
        await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Client.WaitForInstanceStartAsync("nobody").InTime());
    }

    private async Task<TestTaskHub> StartWithWaitAsync(TaskHubEngineOptions? options = null)
    {
        Functions.Orchestrator("Wait", async context => context.GetInput<string>() == "fail"
            ? throw new InvalidOperationException("as asked")
            : await context.WaitForExternalEvent<string>("e"));
        return await StartAsync(options);
    }

    private static async Task EndAsync(TestTaskHub hub, string id, OrchestrationRuntimeStatus status)
    {
        await hub.ScheduleAsync("Wait", status == OrchestrationRuntimeStatus.Failed ? "fail" : "first", id);
        switch (status)
        {
            case OrchestrationRuntimeStatus.Completed:
                await hub.Client.RaiseEventAsync(id, "e", "first");
                break;
            case OrchestrationRuntimeStatus.Terminated:
                await hub.Client.TerminateInstanceAsync(id);
                break;
        }

        Assert.Equal(status, (await hub.EndOfAsync(id)).RuntimeStatus);
    }
}

using System.Diagnostics;
using FunctionsJobs.Embedded.Telemetry;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Tests.Telemetry;

public sealed class DurableSpanTestsInMemory() : DurableSpanTests(false);

public sealed class DurableSpanTestsReplayed() : DurableSpanTests(true);

/// <summary>Spans of orchestrations and what they do: each once, in one tree, whatever is replayed or restarted.</summary>
public abstract class DurableSpanTests(bool forceReplay) : DurableTest(forceReplay)
{
    [Fact]
    public async Task Orchestration_WhenItCallsAnActivity_IsOneTreeFromTheStart()
    {
        using var recorder = new SpanRecorder(DurableSource.Name);
        var seen = new TaskCompletionSource<string?>();
        Functions.Activity<int, int>("Double", value =>
        {
            seen.TrySetResult(Activity.Current?.Id);
            return 2 * value;
        });
        Functions.Orchestrator("Calls", context => context.CallActivityAsync<int>("Double", 4));
        var hub = await StartAsync();

        var id = await recorder.UnderRootAsync(() => hub.ScheduleAsync("Calls"));
        await hub.EndOfAsync(id);

        var create = await recorder.OneAsync("create_orchestration:Calls", ActivityKind.Producer);
        var orchestration = await recorder.OneAsync("orchestration:Calls", ActivityKind.Server);
        var call = await recorder.OneAsync("activity:Double", ActivityKind.Client);
        var run = await recorder.OneAsync("activity:Double", ActivityKind.Server);
        Assert.Equal(recorder.Root.SpanId, create.ParentSpanId);
        Assert.Equal(create.SpanId, orchestration.ParentSpanId);
        Assert.Equal(orchestration.SpanId, call.ParentSpanId);
        Assert.Equal(call.SpanId, run.ParentSpanId);
        Assert.Equal(run.Id, await seen.Task.InTime());
        Assert.Equal(4, recorder.Spans.Count);
        AssertTags(
            orchestration, ("durabletask.type", "orchestration"), ("durabletask.task.name", "Calls"), ("durabletask.task.instance_id", id), ("durabletask.task.status", "Completed"));
        AssertTags(call, ("durabletask.type", "activity"), ("durabletask.task.name", "Double"), ("durabletask.task.instance_id", id), ("durabletask.task.task_id", 0));
        AssertTags(run, ("durabletask.type", "activity"), ("durabletask.task.name", "Double"), ("durabletask.task.instance_id", id), ("durabletask.task.task_id", 0));
    }

    [Fact]
    public async Task Orchestration_WhenTheHostRestarts_HasOneSpanThatLinksBothLives()
    {
        using var recorder = new SpanRecorder(DurableSource.Name);
        Functions.Activity<int, int>("Before", value => value).Activity<int, int>("After", value => value);
        Functions.Orchestrator("Waits", async context =>
        {
            await context.CallActivityAsync("Before", 1);
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<int>("go");
            await context.CallActivityAsync("After", 1);
        });
        var hub = await StartAsync();
        var begun = hub.Time.UtcNow;
        var id = await recorder.UnderRootAsync(() => hub.ScheduleAsync("Waits"));
        await hub.HasCustomStatusAsync(id, "waiting");
        hub.Time.Advance(TimeSpan.FromHours(3));

        await hub.RestartAsync();
        await hub.Client.RaiseEventAsync(id, "go", 1);
        await hub.EndOfAsync(id);

        var orchestration = await recorder.OneAsync("orchestration:Waits", ActivityKind.Server);
        Assert.Equal(orchestration.SpanId, (await recorder.OneAsync("activity:Before", ActivityKind.Client)).ParentSpanId);
        Assert.Equal(orchestration.SpanId, (await recorder.OneAsync("activity:After", ActivityKind.Client)).ParentSpanId);
        Assert.Equal(begun, orchestration.StartTimeUtc);
        Assert.Equal(TimeSpan.FromHours(3), orchestration.Duration);
    }

    [Fact]
    public async Task Orchestration_WhenItWaitsSendsAndCallsOthers_HasASpanForEach()
    {
        using var recorder = new SpanRecorder(DurableSource.Name);
        Functions.Entity<Adder>("Adder");
        Functions.Activity<int, int>("Work", value => value);
        Functions.Orchestrator("Child", context => context.CallActivityAsync<int>("Work", 1));
        Functions.Orchestrator("Receiver", context => context.WaitForExternalEvent<int>("ping"));
        Functions.Orchestrator("Parent", async context =>
        {
            await context.CallSubOrchestratorAsync("Child");
            await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
            context.SendEvent("receiver", "ping", 1);
            var adder = new EntityInstanceId("Adder", "a");
            await context.Entities.SignalEntityAsync(adder, "Add", 1);
            await context.Entities.CallEntityAsync(adder, "Add", 2);
        });
        var hub = await StartAsync();
        await hub.ScheduleAsync("Receiver", instanceId: "receiver");
        var id = await recorder.UnderRootAsync(() => hub.ScheduleAsync("Parent"));
        await hub.HasTimersAsync(1);
        hub.Time.Advance(TimeSpan.FromMinutes(5));
        await hub.EndOfAsync(id);

        var parent = await recorder.OneAsync("orchestration:Parent", ActivityKind.Server);
        var childCall = await recorder.OneAsync("orchestration:Child", ActivityKind.Client);
        var child = await recorder.OneAsync("orchestration:Child", ActivityKind.Server);
        var work = await recorder.OneAsync("activity:Work", ActivityKind.Client);
        var timer = await recorder.OneAsync("orchestration:Parent:timer", ActivityKind.Internal);
        var sent = await recorder.OneAsync("orchestration_event:ping", ActivityKind.Producer);
        var signal = await recorder.OneAsync("entity:adder:Add", ActivityKind.Producer);
        var signalled = await recorder.OneAsync("entity:adder:Add", ActivityKind.Consumer);
        var call = await recorder.OneAsync("entity:adder:Add", ActivityKind.Client);
        var called = await recorder.OneAsync("entity:adder:Add", ActivityKind.Server);
        Assert.All([childCall, timer, sent, signal, call], span => Assert.Equal(parent.SpanId, span.ParentSpanId));
        Assert.Equal(childCall.SpanId, child.ParentSpanId);
        Assert.Equal(child.SpanId, work.ParentSpanId);
        Assert.Equal(signal.SpanId, signalled.ParentSpanId);
        Assert.Equal(call.SpanId, called.ParentSpanId);
        Assert.Equal(TimeSpan.FromMinutes(5), timer.Duration);
        AssertTags(timer, ("durabletask.type", "timer"), ("durabletask.task.name", "Parent"), ("durabletask.fire_at", hub.Time.UtcNow.ToString("o")));
        AssertTags(sent, ("durabletask.type", "event"), ("durabletask.event.target_instance_id", "receiver"));
        AssertTags(call, ("durabletask.task.operation", "call_entity"), ("durabletask.event.target_instance_id", "@adder@a"));
        AssertTags(signalled, ("durabletask.task.operation", "signal_entity"), ("durabletask.task.instance_id", "@adder@a"));
    }

    [Fact]
    public async Task Spans_WhenSomethingFails_SayWhyWithoutSecrets()
    {
        using var recorder = new SpanRecorder(DurableSource.Name);
        Functions.Activity<object?, int>("Breaks", _ => throw new InvalidOperationException("no answer from http://x/y?code=topsecret&sig=alsosecret"));
        Functions.Orchestrator("Calls", context => context.CallActivityAsync<int>("Breaks"));
        var hub = await StartAsync();
        var id = await recorder.UnderRootAsync(() => hub.ScheduleAsync("Calls"));
        await hub.EndOfAsync(id);

        Activity[] failed =
        [
            await recorder.OneAsync("activity:Breaks", ActivityKind.Server),
            await recorder.OneAsync("activity:Breaks", ActivityKind.Client),
            await recorder.OneAsync("orchestration:Calls", ActivityKind.Server),
        ];
        Assert.All(failed, span =>
        {
            Assert.Equal(ActivityStatusCode.Error, span.Status);
            Assert.Contains("no answer from", span.StatusDescription, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", span.StatusDescription, StringComparison.Ordinal);
        });
        AssertTags(failed[2], ("durabletask.task.status", "Failed"));
    }

    [Fact]
    public async Task Orchestration_WhenItContinuesAsNew_HasOneSpanPerExecution()
    {
        using var recorder = new SpanRecorder(DurableSource.Name);
        Functions.Orchestrator("Loops", context =>
        {
            var round = context.GetInput<int>();
            if (round < 3)
            {
                context.ContinueAsNew(round + 1);
            }

            return Task.FromResult(round);
        });
        var hub = await StartAsync();
        await hub.EndOfAsync(await recorder.UnderRootAsync(() => hub.ScheduleAsync("Loops", 1)));
        await Eventually.HoldsAsync(() => recorder.Find("orchestration:Loops", ActivityKind.Server).Count >= 3, "three spans");

        var spans = recorder.Find("orchestration:Loops", ActivityKind.Server);
        Assert.Equal(["ContinuedAsNew", "ContinuedAsNew", "Completed"], spans.Select(span => (string)span.GetTagItem("durabletask.task.status")!));
        Assert.Equal(3, spans.Select(span => span.SpanId).Distinct().Count());
    }

    [Fact]
    public async Task Orchestration_WhenItIsTerminated_HasASpanThatSaysSo()
    {
        using var recorder = new SpanRecorder(DurableSource.Name);
        Functions.Orchestrator("Waits", context => context.WaitForExternalEvent<int>("never"));
        var hub = await StartAsync();
        var id = await recorder.UnderRootAsync(() => hub.ScheduleAsync("Waits"));
        await hub.HasStatusAsync(id, OrchestrationRuntimeStatus.Running);

        await hub.Client.TerminateInstanceAsync(id);
        await hub.EndOfAsync(id);

        AssertTags(await recorder.OneAsync("orchestration:Waits", ActivityKind.Server), ("durabletask.task.status", "Terminated"));
    }

    [Fact]
    public async Task ClientEvents_WhenRaised_HaveASpan()
    {
        using var recorder = new SpanRecorder(DurableSource.Name);
        Functions.Orchestrator("Waits", context => context.WaitForExternalEvent<int>("go"));
        var hub = await StartAsync();
        var id = await hub.ScheduleAsync("Waits");
        await recorder.UnderRootAsync(async () =>
        {
            await hub.Client.RaiseEventAsync(id, "go", 1);
            return 0;
        });

        var raised = await recorder.OneAsync("orchestration_event:go", ActivityKind.Producer);
        Assert.Equal(recorder.Root.SpanId, raised.ParentSpanId);
        AssertTags(raised, ("durabletask.type", "event"), ("durabletask.event.target_instance_id", id));
    }

    private static void AssertTags(Activity span, params (string Name, object Value)[] tags)
    {
        foreach (var (name, value) in tags)
        {
            Assert.Equal(value, span.GetTagItem(name));
        }
    }

    private sealed class Adder : TaskEntity<int>
    {
        public int Add(int by) => State += by;
    }
}

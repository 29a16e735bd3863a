using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Conformance.Entities;

/// <summary>Signals from clients and between entities, and the state they leave.</summary>
public sealed class EntitySignalTests
{
    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Signal_WhenTheEntityIsNew_MakesIt(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 5);

        Assert.Equal(5, (await host.UntilAsync(EntityHosts.Id("a"), 5))!.State);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Signals_WhenManyCome_AreAllApplied(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);

        await Task.WhenAll(Enumerable.Range(1, 100).Select(number => host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", number)));

        await host.UntilAsync(EntityHosts.Id("a"), 5050);
    }

    [Theory, EveryMode("ADD", Needs = HostFeatures.Entities), EveryMode("AddLater", Needs = HostFeatures.Entities)]
    public async Task Operation_WhenNamedInAnotherCaseOrAsynchronous_IsRun(DurableMode mode, string operation)
    {
        await using var host = await EntityHosts.StartAsync(mode);

        await host.Client.Entities.SignalEntityAsync(new EntityInstanceId("COUNTER", "a"), operation, 2);

        await host.UntilAsync(EntityHosts.Id("a"), 2);
    }

    [Theory]
    [EveryMode("", Needs = HostFeatures.Entities), EveryMode("with space", Needs = HostFeatures.Entities), EveryMode("a@b", Needs = HostFeatures.Entities), EveryMode("ünïcödé", Needs = HostFeatures.Entities)]
    public async Task Key_WhenUnusual_IsTakenLiterally(DurableMode mode, string key)
    {
        await using var host = await EntityHosts.StartAsync(mode);

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id(key), "Add", 1);

        Assert.Equal(key, (await host.UntilAsync(EntityHosts.Id(key), 1))!.Id.Key);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Delete_WhenTheEntityDoesNotDeclareIt_RemovesTheState(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);
        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 5);
        await host.UntilAsync(EntityHosts.Id("a"), 5);

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "delete");
        await host.UntilAsync<int>(EntityHosts.Id("a"), entity => entity is null);

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 1);
        await host.UntilAsync(EntityHosts.Id("a"), 1);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task State_WhenTheHostWasRestarted_IsKept(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);
        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 5);
        await host.UntilAsync(EntityHosts.Id("a"), 5);

        await host.RestartAsync();
        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 2);

        await host.UntilAsync(EntityHosts.Id("a"), 7);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task ScheduledSignal_WhenItIsDueLater_IsNotEarly(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);
        var due = TimeProvider.System.GetUtcNow().AddMilliseconds(500);

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 1, new SignalEntityOptions { SignalTime = due });
        await host.UntilAsync(EntityHosts.Id("a"), 1);

        // The engine takes a signal that is due within 100 ms as due.
        Assert.True(TimeProvider.System.GetUtcNow() >= due.AddMilliseconds(-100));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Signal_FromAnEntity_ReachesTheOther(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);
        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 5);

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Forward", EntityHosts.Id("b"));

        await host.UntilAsync(EntityHosts.Id("b"), 5);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Entity_WhenItStartsAnOrchestration_GivesItItsIdAndInput(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode);
        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 5);

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "StartOrchestration", "started");
        await host.UntilAsync("started", metadata => metadata.IsCompleted, "its end");

        Assert.Equal(5, (await host.EndOfAsync("started")).ReadOutputAs<int>());
    }
}

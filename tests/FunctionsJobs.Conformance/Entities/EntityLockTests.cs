
namespace FunctionsJobs.Conformance.Entities;

/// <summary>Critical sections over entities.</summary>
public sealed class EntityLockTests
{
    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Lock_WhenHeld_IsSeenUntilReleased(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            var before = context.Entities.InCriticalSection();
            bool inside;
            int count;
            await using (await context.Entities.LockEntitiesAsync(EntityHosts.Id("b"), EntityHosts.Id("a"), EntityHosts.Id("b")))
            {
                inside = context.Entities.InCriticalSection(out var ids);
                count = ids!.Count;
            }

            return $"{before} {inside} {count} {context.Entities.InCriticalSection()}";
        });

        Assert.Equal("False True 2 False", await host.OutputOfAsync<string>("Run"));
    }

    // Both orders at once would deadlock without the fixed order in which locks are taken; a lost update would change the sum.
    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Locks_WhenTakenInOppositeOrders_NeitherBlockNorLoseUpdates(DurableMode mode)
    {
        await using var host = await mode.StartAsync(tasks => tasks
            .AddEntity<Counter>()
            .AddOrchestratorFunc<bool, int>("Transfer", async (context, forth) =>
            {
                var (from, to) = forth ? (EntityHosts.Id("a"), EntityHosts.Id("b")) : (EntityHosts.Id("b"), EntityHosts.Id("a"));
                await using (await context.Entities.LockEntitiesAsync(from, to))
                {
                    var available = await context.Entities.CallEntityAsync<int>(from, "Get");
                    await context.Entities.CallEntityAsync(from, "Add", -available);
                    await context.Entities.CallEntityAsync(to, "Add", available);
                }

                return 0;
            }));
        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 100);
        await host.UntilAsync(EntityHosts.Id("a"), 100);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => host.OutputOfAsync<int>("Transfer", number % 2 == 0)));

        var first = await host.Client.Entities.GetEntityAsync<int>(EntityHosts.Id("a"));
        var second = await host.Client.Entities.GetEntityAsync<int>(EntityHosts.Id("b"));
        Assert.Equal(100, first!.State + second!.State);
    }

    [Theory]
    [EveryMode("call another", Needs = HostFeatures.Entities), EveryMode("signal a locked", Needs = HostFeatures.Entities)]
    [EveryMode("lock again", Needs = HostFeatures.Entities), EveryMode("call a sub-orchestrator", Needs = HostFeatures.Entities)]
    public async Task CriticalSection_WhenItsRulesAreBroken_Throws(DurableMode mode, string what)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(EntityHosts.Id("a")))
            {
                try
                {
                    await (what switch
                    {
                        "call another" => context.Entities.CallEntityAsync(EntityHosts.Id("b"), "Get"),
                        "signal a locked" => context.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 1),
                        "lock again" => context.Entities.LockEntitiesAsync(EntityHosts.Id("b")),
                        _ => context.CallSubOrchestratorAsync("Run"),
                    });
                    return "allowed";
                }
                catch (InvalidOperationException)
                {
                    return "refused";
                }
            }
        });

        Assert.Equal("refused", await host.OutputOfAsync<string>("Run"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task CriticalSection_WhenItSignalsAnUnlockedEntity_MayDoSo(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(EntityHosts.Id("a")))
            {
                await context.Entities.SignalEntityAsync(EntityHosts.Id("b"), "Add", 3);
            }

            return 0;
        });

        await host.OutputOfAsync<int>("Run");

        await host.UntilAsync(EntityHosts.Id("b"), 3);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Lock_WhenTheOrchestrationFails_IsReleased(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync<int>(mode, async context =>
        {
            _ = await context.Entities.LockEntitiesAsync(EntityHosts.Id("a"));
            throw new InvalidOperationException("inside");
        });
        (await host.RunAsync("Run")).ShouldHaveFailed();

        await host.Client.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 1);

        await host.UntilAsync(EntityHosts.Id("a"), 1);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Lock_OfNothing_IsRefused(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            try
            {
                await context.Entities.LockEntitiesAsync([]);
                return "allowed";
            }
            catch (ArgumentException)
            {
                return "refused";
            }
        });

        Assert.Equal("refused", await host.OutputOfAsync<string>("Run"));
    }
}

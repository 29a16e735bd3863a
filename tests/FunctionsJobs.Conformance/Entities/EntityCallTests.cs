using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Conformance.Entities;

/// <summary>Calls of entities by orchestrations.</summary>
public sealed class EntityCallTests
{
    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Call_WhenTheOperationReturns_GivesItsResult(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            await context.Entities.CallEntityAsync(EntityHosts.Id("a"), "Add", 5);
            return await context.Entities.CallEntityAsync<int>(EntityHosts.Id("a"), "Add", 2);
        });

        Assert.Equal(7, await host.OutputOfAsync<int>("Run"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Call_AfterASignal_SeesWhatItDid(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            await context.Entities.SignalEntityAsync(EntityHosts.Id("a"), "Add", 5);
            return await context.Entities.CallEntityAsync<int>(EntityHosts.Id("a"), "Get");
        });

        Assert.Equal(5, await host.OutputOfAsync<int>("Run"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Call_WhenTheOperationFails_ThrowsAndRollsBack(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            await context.Entities.CallEntityAsync(EntityHosts.Id("a"), "Add", 5);
            try
            {
                await context.Entities.CallEntityAsync(EntityHosts.Id("a"), "AddAndFail", 3);
                return "not thrown";
            }
            catch (EntityOperationFailedException failure)
            {
                var state = await context.Entities.CallEntityAsync<int>(EntityHosts.Id("a"), "Get");
                return $"{failure.EntityId} {failure.OperationName} {failure.FailureDetails.ErrorType} {failure.FailureDetails.ErrorMessage} {state}";
            }
        });

        Assert.Equal("@counter@a AddAndFail System.InvalidOperationException not 3 5", await host.OutputOfAsync<string>("Run"));
        Assert.Null(await host.Client.Entities.GetEntityAsync(EntityHosts.Id("other")));
    }

    // The real dispatch finds any public instance method by name, inherited ones included. Here only declared operations are meant.
    [Theory]
    [EveryMode("Missing", Needs = HostFeatures.Entities), EveryMode("Hidden", Needs = HostFeatures.Entities)]
    [EveryMode("ToString", Needs = HostFeatures.Entities), EveryMode("GetType", Needs = HostFeatures.Entities), EveryMode("RunAsync", Needs = HostFeatures.Entities)]
    public async Task Call_WhenTheOperationIsNotDeclared_Fails(DurableMode mode, string operation)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            try
            {
                await context.Entities.CallEntityAsync(EntityHosts.Id("a"), operation);
                return "not thrown";
            }
            catch (EntityOperationFailedException failure)
            {
                return failure.FailureDetails.ErrorType;
            }
        });

        Assert.Equal(typeof(NotSupportedException).FullName, await host.OutputOfAsync<string>("Run"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Call_WhenTheEntityDoesNotExist_Fails(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            try
            {
                await context.Entities.CallEntityAsync(new EntityInstanceId("missing", "a"), "Get");
                return "not thrown";
            }
            catch (EntityOperationFailedException failure)
            {
                return failure.FailureDetails.ErrorType;
            }
        });

        Assert.Equal("EntityTaskNotFound", await host.OutputOfAsync<string>("Run"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Calls_FromManyOrchestrations_LoseNothing(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(mode, async context =>
        {
            for (var time = 0; time < 5; time++)
            {
                await context.Entities.CallEntityAsync(EntityHosts.Id("a"), "Add", 1);
            }

            return 0;
        });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.OutputOfAsync<int>("Run")));

        Assert.Equal(100, (await host.Client.Entities.GetEntityAsync<int>(EntityHosts.Id("a")))?.State);
    }

    [Theory, EveryMode(Needs = HostFeatures.Entities)]
    public async Task Call_WhenTheOperationTakesTheContext_GetsIt(DurableMode mode)
    {
        await using var host = await EntityHosts.StartAsync(
            mode, context => context.Entities.CallEntityAsync<string>(EntityHosts.Id("key"), "Name"));

        Assert.Equal("@counter@key", await host.OutputOfAsync<string>("Run"));
    }
}

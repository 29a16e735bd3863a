using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Queries;

/// <summary>Lists of the ids of ended instances.</summary>
public sealed class ListIdsTests
{
    [Theory, EveryMode(Needs = HostFeatures.Listing)]
    public async Task List_ByStatus_NamesOnlyThose(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.RunAsync("Done", options: new StartOrchestrationOptions("done"));
        await host.RunAsync("Fail", options: new StartOrchestrationOptions("failed"));

        var page = await host.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Failed]);

        Assert.Equal(["failed"], page.Values);
    }

    [Theory, EveryMode(Needs = HostFeatures.Listing)]
    public async Task List_WhenContinued_NamesEachOnce(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var ids = Enumerable.Range(0, 5).Select(number => $"id-{number}").ToArray();
        await Task.WhenAll(ids.Select(id => host.RunAsync("Done", options: new StartOrchestrationOptions(id))));

        var first = await host.Client.ListInstanceIdsAsync(pageSize: 3);
        var second = await host.Client.ListInstanceIdsAsync(pageSize: 3, lastInstanceKey: first.ContinuationToken);

        Assert.Equal((3, 2), (first.Values.Count, second.Values.Count));
        Assert.Equal(ids, first.Values.Concat(second.Values).Order(StringComparer.Ordinal));
    }

    [Theory, EveryMode(Needs = HostFeatures.Listing)]
    public async Task List_NamesTheInstancesInTheOrderOfTheirEnds(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.StartAsAsync("early", "Wait");
        await host.UntilAsync("early", OrchestrationRuntimeStatus.Running);
        await host.RunAsync("Done", options: new StartOrchestrationOptions("late"));
        await host.RunAsync("Fail", options: new StartOrchestrationOptions("failed"));
        await host.Client.RaiseEventAsync("early", "Go");
        await host.EndOfAsync("early");

        Assert.Equal(["late", "failed", "early"], await AllAsync(host, pageSize: 1));
    }

    [Theory, EveryMode(Needs = HostFeatures.Listing)]
    public async Task List_WhenAnInstanceHasNotEnded_LeavesItOut(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.StartAsAsync("open", "Wait");
        await host.UntilAsync("open", OrchestrationRuntimeStatus.Running);

        Assert.Empty((await host.Client.ListInstanceIdsAsync()).Values);
        Assert.Empty((await host.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Running])).Values);
    }

    [Theory, EveryMode(Needs = HostFeatures.Listing)]
    public async Task List_ByTime_NamesThoseThatEndedWithin(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.RunAsync("Done", options: new StartOrchestrationOptions("first"));
        var between = (await host.RunAsync("Done", options: new StartOrchestrationOptions("second"))).LastUpdatedAt;
        await host.RunAsync("Done", options: new StartOrchestrationOptions("third"));

        Assert.Equal(["second", "third"], (await host.Client.ListInstanceIdsAsync(completedTimeFrom: between)).Values);
        Assert.Equal(["first", "second"], (await host.Client.ListInstanceIdsAsync(completedTimeTo: between)).Values);
        Assert.Equal(["second"], (await host.Client.ListInstanceIdsAsync(completedTimeFrom: between, completedTimeTo: between)).Values);
    }

    [Theory, EveryMode(Needs = HostFeatures.Listing)]
    public async Task List_WhenTheLastPageIsFull_EndsThere(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.RunAsync("Done", options: new StartOrchestrationOptions("one"));
        await host.RunAsync("Done", options: new StartOrchestrationOptions("two"));

        Assert.True(string.IsNullOrEmpty((await host.Client.ListInstanceIdsAsync(pageSize: 2)).ContinuationToken));
    }

    private static async Task<List<string>> AllAsync(IDurableHost host, int pageSize)
    {
        var ids = new List<string>();
        string? last = null;
        do
        {
            var page = await host.Client.ListInstanceIdsAsync(pageSize: pageSize, lastInstanceKey: last);
            ids.AddRange(page.Values);
            last = page.ContinuationToken;
        }
        while (!string.IsNullOrEmpty(last));

        return ids;
    }

    private static Task<IDurableHost> StartHostAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<string>("Done", _ => "done")
        .AddOrchestratorFunc<string?>("Wait", context => context.WaitForExternalEvent<string?>("Go"))
        .AddOrchestratorFunc("Fail", new Action<TaskOrchestrationContext>(_ => throw new InvalidOperationException("broken"))));
}

using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Queries;

/// <summary>Queries over the instances of a task hub, and their pages.</summary>
public sealed class QueryTests
{
    [Theory, EveryMode]
    public async Task Query_WhenThereAreNoInstances_IsEmpty(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);

        Assert.Empty(await IdsAsync(host, null));
        Assert.Empty(await IdsAsync(host, new OrchestrationQuery(InstanceIdPrefix: "x")));
    }

    [Theory, EveryMode]
    public async Task Query_WithoutAFilter_FindsEveryInstance(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "a", "b", "c");
        await host.StartAsAsync("d", "Wait");

        Assert.Equal(["a", "b", "c", "d"], await IdsAsync(host, null));
    }

    [Theory, EveryMode]
    public async Task Query_ByStatus_FindsOnlyThose(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "done-1", "done-2");
        await host.RunAsync("Fail", options: new StartOrchestrationOptions("failed"));
        await host.StartAsAsync("running", "Wait");
        await host.UntilAsync("running", OrchestrationRuntimeStatus.Running);
        await host.StartAsAsync("terminated", "Wait");
        await host.Client.TerminateInstanceAsync("terminated");
        await host.EndOfAsync("terminated");

        Assert.Equal(["done-1", "done-2"], await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Completed])));
        Assert.Equal(["failed"], await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])));
        Assert.Equal(["running"], await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Running])));
        Assert.Equal(
            ["failed", "terminated"],
            await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated])));
        Assert.Empty(await IdsAsync(host, new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Suspended])));
    }

    [Theory, EveryMode]
    public async Task Query_ByNoStatus_FindsEveryInstance(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "a", "b");

        Assert.Equal(["a", "b"], await IdsAsync(host, new OrchestrationQuery(Statuses: [])));
    }

    [Theory, EveryMode]
    public async Task Query_ByCreationTime_IncludesBothEnds(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "first");
        await host.OutputOfAsync<bool>("Pause");
        await RunAsync(host, "second");
        await host.OutputOfAsync<bool>("Pause");
        await RunAsync(host, "third");
        var second = (await host.Client.GetInstanceAsync("second"))!.CreatedAt;

        Assert.Contains("third", await IdsAsync(host, new OrchestrationQuery(CreatedFrom: second)));
        Assert.Contains("second", await IdsAsync(host, new OrchestrationQuery(CreatedFrom: second)));
        Assert.DoesNotContain("first", await IdsAsync(host, new OrchestrationQuery(CreatedFrom: second)));
        Assert.Contains("first", await IdsAsync(host, new OrchestrationQuery(CreatedTo: second)));
        Assert.Contains("second", await IdsAsync(host, new OrchestrationQuery(CreatedTo: second)));
        Assert.DoesNotContain("third", await IdsAsync(host, new OrchestrationQuery(CreatedTo: second)));
        Assert.Equal(["second"], await IdsAsync(host, new OrchestrationQuery(CreatedFrom: second, CreatedTo: second)));
        Assert.Empty(await IdsAsync(host, new OrchestrationQuery(CreatedFrom: second.AddDays(1))));
    }

    [Theory, EveryMode]
    public async Task Query_ByCreationTimeWithAnOffset_MeansTheInstant(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "only");
        var created = (await host.Client.GetInstanceAsync("only"))!.CreatedAt.ToOffset(TimeSpan.FromHours(11));

        Assert.Equal(["only"], await IdsAsync(host, new OrchestrationQuery(CreatedFrom: created, CreatedTo: created)));
    }

    [Theory, EveryMode]
    public async Task Query_ByPrefix_FindsOnlyThose(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "order-1", "order-2", "invoice-1", "an-order", "order");

        Assert.Equal(["order", "order-1", "order-2"], await IdsAsync(host, new OrchestrationQuery(InstanceIdPrefix: "order")));
        Assert.Equal(["order-1", "order-2"], await IdsAsync(host, new OrchestrationQuery(InstanceIdPrefix: "order-")));
        Assert.Empty(await IdsAsync(host, new OrchestrationQuery(InstanceIdPrefix: "order-3")));
    }

    [Theory, EveryMode("100%"), EveryMode("a_b"), EveryMode("it's"), EveryMode("[x]"), EveryMode("*")]
    public async Task Query_ByPrefixWithSpecialCharacters_TakesThemLiterally(DurableMode mode, string prefix)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, $"{prefix}-1", "100x-1", "axb-1", "x-1");

        Assert.Equal([$"{prefix}-1"], await IdsAsync(host, new OrchestrationQuery(InstanceIdPrefix: prefix)));
    }

    [Theory, EveryMode]
    public async Task Query_WithSeveralFilters_FindsWhatMeetsAll(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "x-done", "y-done");
        await host.RunAsync("Fail", options: new StartOrchestrationOptions("x-failed"));

        var query = new OrchestrationQuery(
            CreatedFrom: TimeProvider.System.GetUtcNow().AddHours(-1),
            CreatedTo: TimeProvider.System.GetUtcNow().AddHours(1),
            Statuses: [OrchestrationRuntimeStatus.Failed],
            InstanceIdPrefix: "x-");

        Assert.Equal(["x-failed"], await IdsAsync(host, query));
    }

    [Theory, EveryMode(Needs = HostFeatures.LeanQueries)]
    public async Task Query_WithoutPayloads_LeavesThemOut(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await host.RunAsync("Done", 5, new StartOrchestrationOptions("payload"));

        var without = Assert.Single(await AllAsync(host, new OrchestrationQuery()));
        var with = Assert.Single(await AllAsync(host, new OrchestrationQuery(FetchInputsAndOutputs: true)));

        Assert.Null(without.SerializedInput);
        Assert.Throws<InvalidOperationException>(without.ReadOutputAs<string>);
        Assert.Equal((5, "done"), (with.ReadInputAs<int>(), with.ReadOutputAs<string>()));
    }

    [Theory, EveryMode]
    public async Task Query_WhenEnumerated_CrossesPages(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var ids = Enumerable.Range(0, 25).Select(number => $"id-{number:D2}").ToArray();
        await RunAsync(host, ids);

        Assert.Equal(ids, await IdsAsync(host, new OrchestrationQuery(PageSize: 4)));
    }

    [Theory, EveryMode]
    public async Task Pages_WhenAskedForASize_HoldNoMore(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var ids = Enumerable.Range(0, 10).Select(number => $"id-{number}").ToArray();
        await RunAsync(host, ids);

        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in host.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 4)).AsPages())
        {
            pages.Add(page);
        }

        Assert.All(pages, page => Assert.InRange(page.Values.Count, 0, 4));
        Assert.Equal(ids, pages.SelectMany(page => page.Values).Select(instance => instance.InstanceId).Order(StringComparer.Ordinal));
        Assert.Null(pages[^1].ContinuationToken);
    }

    [Theory, EveryMode]
    public async Task Pages_WhenContinuedByToken_GoOnBehindIt(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        var ids = Enumerable.Range(0, 7).Select(number => $"id-{number}").ToArray();
        await RunAsync(host, ids);

        var first = await FirstPageAsync(host, new OrchestrationQuery(PageSize: 3), null);
        var second = await FirstPageAsync(host, new OrchestrationQuery(PageSize: 3), first.ContinuationToken);
        var third = await FirstPageAsync(host, new OrchestrationQuery(PageSize: 3, ContinuationToken: second.ContinuationToken), null);

        var seen = first.Values.Concat(second.Values).Concat(third.Values).Select(instance => instance.InstanceId).ToArray();
        Assert.Equal((3, 3, 1), (first.Values.Count, second.Values.Count, third.Values.Count));
        Assert.Equal(ids, seen.Order(StringComparer.Ordinal));
        Assert.Null(third.ContinuationToken);
    }

    [Theory, EveryMode]
    public async Task Pages_WhenASizeIsHinted_FollowTheHint(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "a", "b", "c", "d", "e");

        await using var pages = host.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 100)).AsPages(pageSizeHint: 2).GetAsyncEnumerator();

        Assert.True(await pages.MoveNextAsync());
        Assert.Equal(2, pages.Current.Values.Count);
    }

    [Theory, EveryMode]
    public async Task Pages_WhenFiltered_AreCountedAfterTheFilter(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, [.. Enumerable.Range(0, 6).SelectMany(number => (string[])[$"x-{number}", $"y-{number}"])]);

        var first = await FirstPageAsync(host, new OrchestrationQuery(InstanceIdPrefix: "y-", PageSize: 4), null);
        var rest = await FirstPageAsync(host, new OrchestrationQuery(InstanceIdPrefix: "y-", PageSize: 4), first.ContinuationToken);

        Assert.Equal((4, 2), (first.Values.Count, rest.Values.Count));
        Assert.All(first.Values.Concat(rest.Values), instance => Assert.StartsWith("y-", instance.InstanceId));
    }

    [Theory, EveryMode]
    public async Task Query_WhenEnumerated_StopsWithItsToken(DurableMode mode)
    {
        await using var host = await StartHostAsync(mode);
        await RunAsync(host, "a");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in host.Client.GetAllInstancesAsync().WithCancellation(new CancellationToken(canceled: true)))
            {
            }
        });
    }

    private static async Task<Page<OrchestrationMetadata>> FirstPageAsync(IDurableHost host, OrchestrationQuery query, string? continuationToken)
    {
        await foreach (var page in host.Client.GetAllInstancesAsync(query).AsPages(continuationToken))
        {
            return page;
        }

        throw new InvalidOperationException("There is no page.");
    }

    private static async Task<List<OrchestrationMetadata>> AllAsync(IDurableHost host, OrchestrationQuery? query)
    {
        var found = new List<OrchestrationMetadata>();
        await foreach (var instance in host.Client.GetAllInstancesAsync(query))
        {
            found.Add(instance);
        }

        return found;
    }

    private static async Task<string[]> IdsAsync(IDurableHost host, OrchestrationQuery? query) =>
        [.. (await AllAsync(host, query)).Select(instance => instance.InstanceId).Order(StringComparer.Ordinal)];

    private static Task<OrchestrationMetadata[]> RunAsync(IDurableHost host, params string[] ids) =>
        Task.WhenAll(ids.Select(id => host.RunAsync("Done", options: new StartOrchestrationOptions(id))));

    private static Task<IDurableHost> StartHostAsync(DurableMode mode) => mode.StartAsync(tasks => tasks
        .AddOrchestratorFunc<int, string>("Done", (_, _) => "done")
        .AddOrchestratorFunc("Fail", new Action<TaskOrchestrationContext>(_ => throw new InvalidOperationException("broken")))
        .AddOrchestratorFunc("Wait", context => context.WaitForExternalEvent<string>("Go"))
        .AddOrchestratorFunc<bool>("Pause", async context =>
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            return true;
        }));
}

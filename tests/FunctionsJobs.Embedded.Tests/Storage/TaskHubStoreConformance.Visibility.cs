using System.Globalization;
using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <content>What readers see of instances that end, while these are replaced, purged and opened again.</content>
public abstract partial class TaskHubStoreConformance
{
    [Fact]
    public async Task Get_WhenAFinishedInstanceWasReadBefore_SeesItsReplacement()
    {
        await Store.CreateAsync(Finished("a", "first"));
        await Get(Store, "a");
        await Store.CommitAsync(new TaskHubStep { Create = [New(Instance("a"), InstanceStatus.Completed)] });

        Assert.Equal(InstanceStatus.Pending, (await Get(Store, "a"))!.Status);
    }

    [Fact]
    public async Task Get_WhenAFinishedInstanceWasReadBefore_SeesThatItWasPurged()
    {
        var key = await Store.CreateAsync(Finished("a", "first"));
        await Get(Store, "a");
        await Store.PurgeAsync([key], default);

        Assert.Null(await Get(Store, "a"));
        Assert.Null(await Store.GetInstanceAsync("a", withPayloads: false, default));
    }

    [Fact]
    public async Task Get_WhenAFinishedInstanceWasReadBefore_SeesThatItWasOpenedAgain()
    {
        var key = await Store.CreateAsync(Finished("a", "first"));
        await Get(Store, "a");
        await Store.CommitAsync(new TaskHubStep { Update = Update(key) });

        var reopened = (await Get(Store, "a"))!;
        Assert.Equal(InstanceStatus.Running, reopened.Status);
        Assert.Null(reopened.Output);
    }

    [Fact]
    public async Task Get_WhenAFinishedInstanceWasReadWithPayloads_LeavesThemOutOnRequest()
    {
        await Store.CreateAsync(Finished("a", "first"));
        Assert.Equal("first", (await Get(Store, "a"))!.Output);

        var without = (await Store.GetInstanceAsync("a", withPayloads: false, default))!;
        Assert.Null(without.Input);
        Assert.Null(without.Output);
        Assert.Equal("first", (await Get(Store, "a"))!.Output);
    }

    [Fact]
    public async Task Get_WhenACallerChangesItsRecord_GivesOthersWhatIsStored()
    {
        await Store.CreateAsync(Finished("a", "first"));
        (await Get(Store, "a"))!.Status = "changed";
        (await Get(Store, "a"))!.Status = "changed";

        Assert.Equal(InstanceStatus.Completed, (await Get(Store, "a"))!.Status);
    }

    // The n-th step makes the state n: 0 none, then always a first run, its reopening, a second run in its place, and none again.
    [Fact]
    public async Task Get_WhileAnInstanceIsReplacedReopenedAndPurged_SeesNoStateThatIsOver()
    {
        const int Steps = 2_000;
        var committed = 0;
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var reads = 0;
            while (!stop.IsCancellationRequested)
            {
                var before = Volatile.Read(ref committed);
                var seen = await Get(Store, "a");
                var after = Volatile.Read(ref committed) + 1;
                Assert.True(
                    Enumerable.Range(before, after - before + 1).Any(state => IsState(seen, state)),
                    $"between {before} and {after} a reader saw {seen?.Status ?? "none"}, {seen?.ExecutionId}");
                reads++;
            }

            return reads;
        })).ToList();

        long key = 0;
        for (var state = 1; state <= Steps; state++)
        {
            key = await MakeAsync(state, key);
            Volatile.Write(ref committed, state);
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), reads => Assert.True(reads > 0));
    }

    private static bool IsState(InstanceRecord? seen, int state) => (state % 4) switch
    {
        0 => seen is null,
        2 => seen is { Status: InstanceStatus.Running, Output: null } && seen.ExecutionId == Run(state - 1),
        _ => seen is { Status: InstanceStatus.Completed } && seen.ExecutionId == Run(state) && seen.Output == Run(state),
    };

    private async Task<long> MakeAsync(int state, long key)
    {
        switch (state % 4)
        {
            case 0:
                Assert.Equal(1, await Store.PurgeAsync([key], default));
                return 0;
            case 2:
                Assert.True((await Store.CommitAsync(new TaskHubStep { Update = Update(key) })).Applied);
                return key;
            default:
                var next = Finished("a", Run(state));
                next.ExecutionId = Run(state);
                var result = await Store.CommitAsync(new TaskHubStep { Create = [New(next, InstanceStatus.Completed, InstanceStatus.Running)] });
                Assert.Null(Assert.Single(result.Created));
                return next.Key;
        }
    }

    private static string Run(int state) => state.ToString(CultureInfo.InvariantCulture);

    private static InstanceRecord Finished(string id, string output)
    {
        var instance = Instance(id, InstanceStatus.Completed);
        instance.Input = "input";
        instance.Output = output;
        return instance;
    }
}

using FunctionsJobs.Embedded.Storage;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>The decorator that crash tests rest on.</summary>
public sealed class CrashableTaskHubStoreTests : IDisposable
{
    private readonly TemporaryTaskHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Theory]
    [InlineData(CrashMoment.BeforeCommit, new[] { "1", "2" })]
    [InlineData(CrashMoment.AfterCommit, new[] { "1", "2", "3" })]
    internal async Task CommitAsync_AtTheChosenStep_DiesOnTheChosenSideOfIt(CrashMoment moment, string[] durable)
    {
        Task<StepResult> fatal;
        Task<StepResult> later;
        await using (var store = new CrashableTaskHubStore(_hub.NewStore(), step: 3, moment))
        {
            await store.OpenAsync(default);
            await store.CommitAsync(Creating(Instance("1")));
            await store.CommitAsync(Creating(Instance("2")));
            fatal = store.CommitAsync(Creating(Instance("3")));
            later = store.CommitAsync(Creating(Instance("4")));
            await store.Crashed.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.False(store.GetInstanceAsync("1", false, default).AsTask().IsCompleted);
            Assert.False(store.PurgeAsync([1], default).IsCompleted);
            Assert.False(store.WriteDocumentAsync("d", "1", default).IsCompleted);
        }

        Assert.False(fatal.IsCompleted);
        Assert.False(later.IsCompleted);
        await using var next = _hub.NewStore();
        var recovery = await next.OpenAsync(default);
        Assert.Equal(durable, recovery.Runnable.Select(instance => instance.InstanceId));
        Assert.Null(await next.ReadDocumentAsync("d", default));
    }

    [Fact]
    public async Task CommitAsync_WithoutACrash_PassesThroughAndCounts()
    {
        await using var store = new CrashableTaskHubStore(_hub.NewStore());
        await store.OpenAsync(default);

        await store.CommitAsync(Creating(Instance("1")));
        await store.CommitAsync(Creating(Instance("2")));

        Assert.Equal(2, store.Steps);
        Assert.NotNull(await store.GetInstanceAsync("2", false, default));
        Assert.False(store.Crashed.IsCompleted);
    }

    [Fact]
    public async Task Crash_BetweenTwoSteps_StopsEverything()
    {
        await using var store = new CrashableTaskHubStore(_hub.NewStore());
        await store.OpenAsync(default);
        await store.CommitAsync(Creating(Instance("1")));

        store.Crash();

        Assert.False(store.CommitAsync(Creating(Instance("2"))).IsCompleted);
        Assert.True(store.Crashed.IsCompletedSuccessfully);
        Assert.Equal(1, store.Steps);
    }
}

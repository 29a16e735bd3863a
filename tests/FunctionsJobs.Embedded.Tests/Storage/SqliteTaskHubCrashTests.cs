using System.Globalization;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>After a crash there is a beginning of the steps, each whole, with at least all that were acknowledged.</summary>
public sealed class SqliteTaskHubCrashTests : IDisposable
{
    private readonly TemporaryTaskHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task OpenAsync_WhenTheProcessWasKilled_FindsEveryAcknowledgedStep()
    {
        var random = new Random(20260329);
        for (var kill = 0; kill < 5; kill++)
        {
            using var hub = new TemporaryTaskHub();
            using var writer = HubWriterProcess.Start(hub.FilePath);
            var acknowledged = await writer.ReadAcknowledgementsAsync(atLeast: random.Next(1, 150));
            acknowledged = Math.Max(acknowledged, await writer.KillAsync());

            await using var store = hub.NewStore();
            var found = await AssertWholeStepsAsync(store);

            Assert.True(found > acknowledged, $"Step {acknowledged} was acknowledged, but only {found} steps are there.");
        }
    }

    [Fact]
    public async Task OpenAsync_WhenThePowerWentBetweenCommits_FindsExactlyTheStepsUntilThen()
    {
        using var copies = new TemporaryFolder();
        await using (var store = _hub.NewStore())
        {
            await store.OpenAsync(default);
            for (var step = 0; step < 12; step++)
            {
                await store.CommitAsync(HubWriterProcess.Step(step));
                CopyHub(copies.File(step.ToString(CultureInfo.InvariantCulture)), logLength: null);
            }
        }

        for (var step = 0; step < 12; step++)
        {
            await using var copy = Open(copies.File(step.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(step + 1, await AssertWholeStepsAsync(copy));
        }
    }

    [Fact]
    public async Task OpenAsync_WhenThePowerWentInTheMiddleOfAWrite_FindsWholeStepsOnly()
    {
        using var copies = new TemporaryFolder();
        var cuts = new List<string>();
        await using (var store = _hub.NewStore())
        {
            await store.OpenAsync(default);
            var begin = new FileInfo(_hub.FilePath + "-wal").Length;
            for (var step = 0; step < 6; step++)
            {
                await store.CommitAsync(HubWriterProcess.Step(step));
            }

            // The log as the disk may have it after a power cut: everything up to some byte.
            var end = new FileInfo(_hub.FilePath + "-wal").Length;
            for (var length = begin; length <= end; length += (end - begin) / 50)
            {
                cuts.Add(copies.File(length.ToString("D9", CultureInfo.InvariantCulture)));
                CopyHub(cuts[^1], length);
            }
        }

        var found = new List<int>();
        foreach (var cut in cuts)
        {
            await using var copy = Open(cut);
            found.Add(await AssertWholeStepsAsync(copy));
        }

        Assert.Equal(found.Order(), found);
        Assert.Equal(0, found[0]);
        Assert.True(found.Distinct().Count() > 3);
    }

    private static SqliteTaskHubStore Open(string path) =>
        new(new SqliteTaskHubOptions { FilePath = path, FlushOnCommit = false }, TimeProvider.System);

    /// <returns>How many steps are there.</returns>
    private static async Task<int> AssertWholeStepsAsync(ITaskHubStore store)
    {
        var recovery = await store.OpenAsync(default);
        var steps = recovery.Runnable.Count / 2;
        var expected = Enumerable.Range(0, steps).SelectMany(n => new[] { $"step-{n}", $"step-{n}-twin" });
        Assert.Equal(expected, recovery.Runnable.Select(instance => instance.InstanceId));
        Assert.Equal(Enumerable.Range(0, steps), recovery.Messages.Select(message => message.TaskId));
        var entity = await store.GetEntityAsync("@last@step", default);
        Assert.Equal(steps == 0 ? null : (steps - 1).ToString(CultureInfo.InvariantCulture), entity?.State);

        // And the hub is fit for use.
        await store.CreateAsync(Instance("after the crash"));
        return steps;
    }

    private void CopyHub(string target, long? logLength)
    {
        File.Copy(_hub.FilePath, target);
        File.Copy(_hub.FilePath + "-wal", target + "-wal");
        if (logLength is { } length)
        {
            using var log = new FileStream(target + "-wal", FileMode.Open);
            log.SetLength(length);
        }
    }
}

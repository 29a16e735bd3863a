using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

public sealed class HubCheckpointerTests : IDisposable
{
    private const int LogSize = 128 * 1024;

    private readonly TemporaryTaskHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task WhileWritingGoesOn_TheLogIsCopiedAndStaysShort()
    {
        await using var store = NewStore();
        await store.OpenAsync(default);

        // 20 MB, in commits of their own and in bursts, so that the log is never at rest for long.
        for (var burst = 0; burst < 100; burst++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(n => store.CommitAsync(Creating(Large($"i{burst}-{n}")))));
        }

        var log = new FileInfo(_hub.FilePath + "-wal");
        for (var more = 0; more < 20_000 && log.Length > 8 * LogSize; more++)
        {
            await store.WriteDocumentAsync("d", "1", default);
            log.Refresh();
        }

        Assert.InRange(log.Length, 1, 8 * LogSize);
        Assert.True(new FileInfo(_hub.FilePath).Length > 19_000_000);
    }

    [Fact]
    public async Task WhenTheFileIsMovedAway_TheStoreIsFaulted()
    {
        await using var store = NewStore();
        await store.OpenAsync(default);
        await store.CreateAsync(Instance("kept"));

        // Whoever comes first says so: the writer, which looks before it acknowledges, or the checkpoint, which opens the file by its name.
        var moved = _hub.FilePath + ".moved";
        File.Move(_hub.FilePath, moved);
        Directory.CreateDirectory(_hub.FilePath);
        var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(async () =>
        {
            for (var n = 0; n < 10_000; n++)
            {
                await store.CreateAsync(Large($"i{n}"));
            }
        });

        Assert.Matches("was deleted or moved|cannot be opened", exception.Message);
        Directory.Delete(_hub.FilePath);
        File.Move(moved, _hub.FilePath);
    }

    private static InstanceRecord Large(string id)
    {
        var instance = Instance(id);
        instance.Input = new string('x', 10_000);
        return instance;
    }

    private SqliteTaskHubStore NewStore() => new(
        new SqliteTaskHubOptions { FilePath = _hub.FilePath, FlushOnCommit = false, LogSize = LogSize, MaxStepsPerCommit = 4 }, TimeProvider.System);
}

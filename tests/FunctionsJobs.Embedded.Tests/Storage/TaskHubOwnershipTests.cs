using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>One hub, one host: by whatever name the file is opened, from whatever process.</summary>
public sealed class TaskHubOwnershipTests : IDisposable
{
    private readonly TemporaryTaskHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task OpenAsync_ByAnyOtherName_IsRefused()
    {
        await using var owner = _hub.NewStore();
        await owner.OpenAsync(default);
        var fileLink = Path.Combine(_hub.Folder, "link.db");
        File.CreateSymbolicLink(fileLink, _hub.FilePath);
        var chain = Path.Combine(_hub.Folder, "chain.db");
        File.CreateSymbolicLink(chain, "link.db");
        var folderLink = Path.Combine(_hub.Folder, "folder");
        Directory.CreateSymbolicLink(folderLink, _hub.Folder);

        string[] names =
        [
            fileLink, chain, Path.Combine(folderLink, "hub.db"), Path.Combine(folderLink, "chain.db"),
            Path.Combine(_hub.Folder, ".", "folder", "..", "hub.db"), Path.GetRelativePath(Environment.CurrentDirectory, _hub.FilePath),
        ];
        foreach (var name in names)
        {
            await using var second = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = name }, TimeProvider.System);
            await Assert.ThrowsAsync<TaskHubInUseException>(() => second.OpenAsync(default));
        }
    }

    [Fact]
    public async Task OpenAsync_ThroughADanglingLink_CreatesTheFileItNames()
    {
        var link = Path.Combine(_hub.Folder, "link.db");
        File.CreateSymbolicLink(link, _hub.FilePath);
        await using var store = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = link, FlushOnCommit = false }, TimeProvider.System);

        await store.OpenAsync(default);

        Assert.True(File.Exists(_hub.FilePath));
        await using var second = _hub.NewStore();
        await Assert.ThrowsAsync<TaskHubInUseException>(() => second.OpenAsync(default));
    }

    [Fact]
    public async Task OpenAsync_WhenRefused_NamesTheFileTheOwnerAndWhatToDo()
    {
        await using var owner = _hub.NewStore();
        await owner.OpenAsync(default);
        await using var second = _hub.NewStore();

        var exception = await Assert.ThrowsAsync<TaskHubInUseException>(() => second.OpenAsync(default));

        Assert.Contains($"'{_hub.FilePath}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("stop the other one", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_WhenAnotherProcessOwnsIt_IsRefusedUntilThatIsKilled()
    {
        await using var store = _hub.NewStore();
        using (var owner = HubWriterProcess.Start(_hub.FilePath))
        {
            await owner.ReadAcknowledgementsAsync(atLeast: 1);
            var exception = await Assert.ThrowsAsync<TaskHubInUseException>(() => store.OpenAsync(default));
            Assert.Contains($"process {owner.Id} ", exception.Message, StringComparison.Ordinal);
            await owner.KillAsync();
        }

        await store.OpenAsync(default);
        Assert.NotNull(await store.GetInstanceAsync("step-0", false, default));
    }

    [Fact]
    public async Task OpenAsync_WhenAnEarlierOwnerLeftItsLockFile_Succeeds()
    {
        await File.WriteAllTextAsync(_hub.FilePath + ".lock", "");
        await File.WriteAllTextAsync(_hub.FilePath + ".owner", "process 1 on elsewhere");
        await using var store = _hub.NewStore();

        await store.OpenAsync(default);

        Assert.True((await store.CommitAsync(Creating(Instance("a")))).Applied);
    }

    [Fact]
    public async Task WhileOwned_AnOperatorCanLook()
    {
        await using var store = _hub.NewStore();
        await store.OpenAsync(default);
        var key = await store.CreateAsync(Instance("order-1"));
        await store.CommitAsync(new TaskHubStep { Update = Update(key, InstanceStatus.Completed), Append = Events(2) });

        using var look = _hub.Connect(SqliteOpenMode.ReadOnly);
        using var command = look.CreateCommand();
        command.CommandText = "SELECT instance_id || ' ' || status || ' ' || created FROM instances_view";
        Assert.Equal("order-1 Completed 2026-03-29T12:00:00.123Z", command.ExecuteScalar());
        command.CommandText = "SELECT group_concat(instance_id || ' ' || sequence || ' ' || type, ', ') FROM history_view";
        Assert.Equal("order-1 1 TaskScheduled, order-1 2 TaskCompleted", command.ExecuteScalar());

        // And does not stand in the way of writing, not even in the middle of reading.
        command.CommandText = "BEGIN; SELECT count(*) FROM instances";
        command.ExecuteNonQuery();
        await store.CreateAsync(Instance("order-2"));
    }
}

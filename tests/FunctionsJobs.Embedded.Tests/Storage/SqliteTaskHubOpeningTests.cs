using System.Runtime.Versioning;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>Files that cannot be opened: each message tells what to do, and a second try works once it was done.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SqliteTaskHubOpeningTests : IDisposable
{
    private readonly TemporaryTaskHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task OpenAsync_WhenTheFolderIsMissing_CreatesIt()
    {
        var path = Path.Combine(_hub.Folder, "a", "b", "hub.db");
        await using var store = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = path, FlushOnCommit = false }, TimeProvider.System);

        await store.OpenAsync(default);

        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task OpenAsync_WhenItCreatesTheFile_NobodyElseMayReadIt()
    {
        await using var store = _hub.NewStore();
        await store.OpenAsync(default);
        await store.CreateAsync(Instance("a"));

        Assert.All([_hub.FilePath, _hub.FilePath + "-wal"], file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task OpenAsync_WhenTheFileIsDamaged_SaysSoAtOnce()
    {
        await WriteAsync(2_000);
        _hub.Damage();

        await AssertRefusedAsync("corrupt", "restore a backup");
    }

    [Fact]
    public async Task OpenAsync_WhenTheFileIsCutShort_SaysSo()
    {
        await WriteAsync(2_000);
        using (var file = new FileStream(_hub.FilePath, FileMode.Open))
        {
            file.SetLength(file.Length / 3);
        }

        await AssertRefusedAsync("corrupt", "restore a backup");
    }

    [Fact]
    public async Task OpenAsync_WhenTheLogIsGarbage_SaysSoAndLeavesItAlone()
    {
        using var copies = new TemporaryFolder();
        var copy = copies.File("hub.db");
        await using (var store = _hub.NewStore())
        {
            await store.OpenAsync(default);
            await store.CreateAsync(Instance("in the log only"));
            File.Copy(_hub.FilePath, copy);
            File.Copy(_hub.FilePath + "-wal", copy + "-wal");
        }

        var garbage = new byte[File.ReadAllBytes(copy + "-wal").Length];
        new Random(1).NextBytes(garbage);
        File.WriteAllBytes(copy + "-wal", garbage);
        await using var damaged = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = copy }, TimeProvider.System);

        var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => damaged.OpenAsync(default));

        Assert.Contains("write-ahead log", exception.Message, StringComparison.Ordinal);
        Assert.Equal(garbage, File.ReadAllBytes(copy + "-wal"));
    }

    [Fact]
    public async Task OpenAsync_WhenTheFileIsNotADatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_hub.FilePath, string.Concat(Enumerable.Repeat("This is a diary. ", 1_000)));

        await AssertRefusedAsync("not an SQLite database", "move the file away");
    }

    [Fact]
    public async Task OpenAsync_WhenTheDatabaseIsAnotherPrograms_SaysSoAndLeavesItAlone()
    {
        _hub.Connect(SqliteOpenMode.ReadWriteCreate).Dispose();
        _hub.Execute("CREATE TABLE diary (day TEXT)");
        var before = await File.ReadAllBytesAsync(_hub.FilePath);

        await AssertRefusedAsync("not a task hub", "Choose another file");

        Assert.Equal(before, await File.ReadAllBytesAsync(_hub.FilePath));
    }

    [Fact]
    public async Task OpenAsync_WhenTheSchemaIsNewer_SaysSo()
    {
        await WriteAsync(1);
        _hub.Execute("INSERT INTO schema_migrations VALUES (99, 'from_the_future', '2030-01-01')");

        await AssertRefusedAsync("schema version 99", "newer host");
    }

    [Fact]
    public async Task OpenAsync_WhenTheFolderIsAFile_SaysSo()
    {
        await File.WriteAllTextAsync(Path.Combine(_hub.Folder, "file"), "");
        await using var store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = Path.Combine(_hub.Folder, "file", "hub.db") }, TimeProvider.System);

        var exception = await Assert.ThrowsAsync<TaskHubStoreException>(() => store.OpenAsync(default));

        Assert.Contains("cannot be created", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    public async Task OpenAsync_WhenItMayNotWrite_SaysSo(string what)
    {
        await WriteAsync(1);
        const UnixFileMode All = (UnixFileMode)0b111_111_111;
        const UnixFileMode ReadOnly = (UnixFileMode)0b101_101_101;
        File.SetUnixFileMode(_hub.Folder, what == "folder" ? ReadOnly : All);
        File.SetUnixFileMode(_hub.FilePath + ".lock", what == "folder" ? ReadOnly : All);
        File.SetUnixFileMode(_hub.FilePath, ReadOnly);
        try
        {
            await using var store = _hub.NewStore();

            var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => UnprivilegedThread.RunAsync(() => store.OpenAsync(default)));

            Assert.Contains("read-only", exception.Message, StringComparison.Ordinal);
            Assert.Contains("write permission", exception.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(_hub.Folder, All);
            File.SetUnixFileMode(_hub.FilePath, All);
            File.SetUnixFileMode(_hub.FilePath + ".lock", All);
        }

        await using var again = _hub.NewStore();
        await again.OpenAsync(default);
        Assert.Single(await again.QueryAllAsync(new InstanceFilter()));
    }

    [Fact]
    public async Task OpenAsync_WhenTheCheckHasNoTime_OpensNonetheless()
    {
        await WriteAsync(2_000);
        await using var store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = _hub.FilePath, IntegrityCheckBudget = TimeSpan.FromTicks(1) }, TimeProvider.System);

        Assert.Equal(2_000, (await store.OpenAsync(default)).Runnable.Count);
    }

    private async Task WriteAsync(int instances)
    {
        await using var store = _hub.NewStore();
        await store.OpenAsync(default);
        await store.CommitAsync(Creating([.. Enumerable.Range(0, instances).Select(n => Instance($"i{n}"))]));
    }

    private async Task AssertRefusedAsync(params string[] parts)
    {
        // Twice: a refusal leaves nothing behind that changes the next one.
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using var store = _hub.NewStore();
            var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.OpenAsync(default));
            Assert.IsNotType<TaskHubInUseException>(exception);
            Assert.Contains(_hub.FilePath, exception.Message, StringComparison.Ordinal);
            Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        }
    }
}

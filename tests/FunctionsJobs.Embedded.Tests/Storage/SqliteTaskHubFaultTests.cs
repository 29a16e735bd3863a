using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using Moq;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>Writes that fail: the store stops, says why, and keeps what was acknowledged.</summary>
public sealed class SqliteTaskHubFaultTests : IDisposable
{
    private readonly TemporaryTaskHub _hub = new();

    public void Dispose() => _hub.Dispose();

    [Fact]
    public async Task CommitAsync_WhenAStatementFails_FaultsTheStoreWithTheFirstCause()
    {
        var logger = new Mock<ILogger<SqliteTaskHubStore>>();
        logger.Setup(log => log.IsEnabled(It.IsAny<LogLevel>())).Returns(true);
        await using var store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = _hub.FilePath, FlushOnCommit = false }, TimeProvider.System, logger.Object);
        await store.OpenAsync(default);
        await store.CreateAsync(Instance("kept"));
        _hub.Execute("CREATE TRIGGER t BEFORE INSERT ON instances WHEN NEW.instance_id = 'boom' BEGIN SELECT RAISE(ABORT, 'injected'); END");

        await AssertFaultsAsync(store, "injected");

        logger.Verify(
            log => log.Log(LogLevel.Critical, 2402, It.IsAny<It.IsAnyType>(), It.IsAny<SqliteStoreException>(), It.IsAny<Func<It.IsAnyType, Exception?, string>>()),
            Times.Once);
    }

    [Fact]
    public async Task CommitAsync_WhenTheCommitItselfFails_FaultsTheStoreWithTheFirstCause()
    {
        await using var store = await OpenAsync();
        await store.CreateAsync(Instance("kept"));
        _hub.Execute(
            """
            CREATE TABLE p (id INTEGER PRIMARY KEY);
            CREATE TABLE c (id INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);
            CREATE TRIGGER t AFTER INSERT ON instances WHEN NEW.instance_id = 'boom' BEGIN INSERT INTO c VALUES (1); END;
            """);

        await AssertFaultsAsync(store, "committing failed");
    }

    [Fact]
    public async Task CommitAsync_WhenAnotherProgramWritesForTooLong_FaultsTheStoreAndSaysSo()
    {
        await using var store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = _hub.FilePath, BusyTimeout = TimeSpan.Zero }, TimeProvider.System);
        await store.OpenAsync(default);
        using var tool = _hub.Connect();
        using var transaction = tool.BeginTransaction(deferred: false);

        var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.CommitAsync(Creating(Instance("a"))));

        Assert.Contains("Another program holds a lock", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitAsync_WhenTheDiskIsFull_FaultsTheStoreAndLosesNothingAcknowledged()
    {
        var acknowledged = new List<string>();
        await using (var store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = _hub.FilePath, FlushOnCommit = false, MaxFileSize = 1024 * 1024 }, TimeProvider.System))
        {
            await store.OpenAsync(default);
            var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(async () =>
            {
                for (var n = 0; n < 1_000; n++)
                {
                    var instance = Instance($"i{n}");
                    instance.Input = new string('x', 10_000);
                    await store.CreateAsync(instance);
                    acknowledged.Add(instance.InstanceId);
                }
            });
            Assert.Contains("full", exception.Message, StringComparison.Ordinal);
            Assert.Contains(_hub.FilePath, exception.Message, StringComparison.Ordinal);
            await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.WriteDocumentAsync("d", "1", default));
        }

        await using var roomier = await OpenAsync();
        Assert.InRange(acknowledged.Count, 1, 999);
        Assert.Equal(acknowledged, await roomier.QueryAllAsync(new InstanceFilter(), 100));
        await roomier.CreateAsync(Instance("more"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    public async Task CommitAsync_WhenTheFileWasDeletedMeanwhile_AcknowledgesNothing(string companion)
    {
        await using var store = await OpenAsync();
        await store.CreateAsync(Instance("kept"));
        File.Delete(_hub.FilePath + companion);

        var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.CommitAsync(Creating(Instance("lost"))));

        Assert.Contains("deleted", exception.Message, StringComparison.Ordinal);
        Assert.Same(exception, await store.Faulted.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task AnyRead_WhenTheFileIsDamaged_FaultsTheStore()
    {
        await using (var store = await OpenAsync())
        {
            await store.CommitAsync(Creating([.. Enumerable.Range(0, 2_000).Select(n => Instance($"i{n}", InstanceStatus.Completed))]));
        }

        _hub.Damage();
        await using var damaged = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = _hub.FilePath, IntegrityCheckBudget = TimeSpan.Zero }, TimeProvider.System);
        await damaged.OpenAsync(default);
        await damaged.WriteDocumentAsync("before", "1", default);

        var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => damaged.QueryAllAsync(new InstanceFilter { WithPayloads = true }, 100));
        var later = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => damaged.CommitAsync(Creating(Instance("after"))));

        Assert.Contains("corrupt", exception.Message, StringComparison.Ordinal);
        Assert.Same(exception, later.InnerException);
    }

    private async Task<ITaskHubStore> OpenAsync()
    {
        var store = _hub.NewStore();
        await store.OpenAsync(default);
        return store;
    }

    private async Task AssertFaultsAsync(ITaskHubStore store, string cause)
    {
        var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(
            () => store.CommitAsync(new TaskHubStep { Create = [New(Instance("with it")), New(Instance("boom"))] }));
        Assert.Contains(cause, exception.Message, StringComparison.Ordinal);

        var later = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.CommitAsync(Creating(Instance("later"))));
        Assert.Contains(exception.Message, later.Message, StringComparison.Ordinal);
        Assert.Same(exception, later.InnerException);
        await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.PurgeAsync([1], default));

        // Reading goes on, and shows what was acknowledged.
        Assert.Equal(["kept"], await store.QueryAllAsync(new InstanceFilter()));
        await store.DisposeAsync();
        await using var next = await OpenAsync();
        Assert.Equal(["kept"], await next.QueryAllAsync(new InstanceFilter()));
    }
}

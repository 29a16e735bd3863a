using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>What is removed takes its compressed payloads along, and a long history goes bit by bit.</summary>
public sealed class SqliteTaskHubRemovalTests : IAsyncLifetime
{
    private const string CountPayloads = "SELECT count(*) FROM payloads";

    private static readonly string Large = new('x', 2_000);

    private readonly TemporaryTaskHub _hub = new();
    private SqliteTaskHubStore _store = null!;

    public async Task InitializeAsync()
    {
        _store = new SqliteTaskHubStore(
            new SqliteTaskHubOptions { FilePath = _hub.FilePath, FlushOnCommit = false, CompressionThreshold = 1_000 }, TimeProvider.System);
        await _store.OpenAsync(default);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _hub.Dispose();
    }

    [Fact]
    public async Task CommitAsync_WhenPayloadsAreLarge_StoresThemCompressedOutsideTheirRows()
    {
        await CreateLargeAsync("a", InstanceStatus.Completed);

        Assert.Equal(4, _hub.Count(CountPayloads));
        Assert.Equal(4, _hub.Count("SELECT count(*) FROM payloads WHERE encoding = 'br' AND size = 2000 AND length(body) < 100"));
        Assert.Equal(4, _hub.Count("SELECT 4 FROM instances WHERE typeof(input) = 'integer' AND typeof(output) = 'integer' AND typeof(custom_status) = 'integer' AND typeof(failure) = 'integer'"));
    }

    [Fact]
    public async Task PurgeAsync_RemovesThePayloadsOfInstanceHistoryAndMessages()
    {
        var key = await CreateLargeAsync("a", InstanceStatus.Completed);
        await _store.CommitAsync(new TaskHubStep { Update = Update(key, InstanceStatus.Completed), Append = [Event(1, Large)], Enqueue = [Message("a", Large)] });

        await _store.PurgeAsync([key], default);

        Assert.Equal(0, _hub.Count(CountPayloads));
    }

    [Fact]
    public async Task CommitAsync_WhenAnotherExecutionBegins_RemovesThePayloadsOfTheOldOne()
    {
        var key = await CreateLargeAsync("a", InstanceStatus.Running);
        await _store.CommitAsync(new TaskHubStep { Update = Update(key), Append = [Event(1, Large), Event(2, Large)] });
        Assert.Equal(4, _hub.Count(CountPayloads));

        await _store.CommitAsync(new TaskHubStep
        {
            Update = new InstanceUpdate
            {
                Key = key, Status = "Running", LastUpdatedAt = Noon, OpenActivities = 0, NewExecution = new NewExecution("2", Large + "2", ""),
            },
        });

        // The new input, and the custom status that stays.
        Assert.Equal(2, _hub.Count(CountPayloads));
        var read = (await _store.GetInstanceAsync(key, default))!;
        Assert.Equal((Large + "2", Large), (read.Input, read.CustomStatus));
    }

    [Fact]
    public async Task CommitAsync_WhenAValueIsOverwritten_RemovesItsPayload()
    {
        var key = await CreateLargeAsync("a", InstanceStatus.Failed);
        await _store.CommitAsync(new TaskHubStep { Entities = [Entity("@e@k", Large)] });
        await _store.WriteDocumentAsync("d", Large, default);
        Assert.Equal(6, _hub.Count(CountPayloads));

        await _store.CommitAsync(new TaskHubStep
        {
            Update = new InstanceUpdate { Key = key, Status = "Running", LastUpdatedAt = Noon, OpenActivities = 0, CustomStatusChanged = true, CustomStatus = "1" },
            Entities = [Entity("@e@k", "1")],
        });
        await _store.WriteDocumentAsync("d", "1", default);

        // The input.
        Assert.Equal(1, _hub.Count(CountPayloads));
    }

    [Fact]
    public async Task CommitAsync_WhenMessagesAndEntitiesGo_RemovesTheirPayloads()
    {
        var message = new MessageRecord { Target = "a", Kind = "k", Payload = Large, Detail = Large + "2" };
        await _store.CommitAsync(new TaskHubStep { Enqueue = [message], Entities = [Entity("@e@k", Large)] });
        Assert.Equal(3, _hub.Count(CountPayloads));

        await _store.CommitAsync(new TaskHubStep { Dequeue = [message.Id], Entities = [Entity("@e@k", delete: true)] });

        Assert.Equal(0, _hub.Count(CountPayloads));
    }

    [Fact]
    public async Task CommitAsync_WhenACreationIsRefusedOrAnInstanceGone_StoresNoPayload()
    {
        await _store.CreateAsync(Instance("a"));
        var refused = Instance("a");
        refused.Input = Large;

        await _store.CommitAsync(Creating(refused));
        await _store.CommitAsync(new TaskHubStep
        {
            Update = new InstanceUpdate { Key = 4711, Status = "Completed", LastUpdatedAt = Noon, CompletedAt = Noon, OpenActivities = 0, Output = Large },
        });

        Assert.Equal(0, _hub.Count(CountPayloads));
    }

    [Fact]
    public async Task CommitAsync_WhenAPayloadLooksLikeAReference_LeavesOtherPayloadsAlone()
    {
        await CreateLargeAsync("large", InstanceStatus.Completed);
        var small = Instance("small", InstanceStatus.Completed);
        (small.Input, small.Output, small.CustomStatus, small.Failure) = ("1", "2", "3", "4");
        var key = await _store.CreateAsync(small);

        await _store.PurgeAsync([key], default);

        Assert.Equal(4, _hub.Count(CountPayloads));
    }

    [Fact]
    public async Task PurgeAsync_WhenAHistoryIsLong_DeletesASliceWithEachTransaction()
    {
        var key = await _store.CreateAsync(Instance("long"));
        await _store.CommitAsync(new TaskHubStep { Update = Update(key, InstanceStatus.Completed), Append = Events(7_000) });
        await _store.PurgeAsync([key], default);

        for (var slice = 0; slice < 4; slice++)
        {
            await _store.WriteDocumentAsync("d", "1", default);
        }

        Assert.Equal(0, _hub.Count("SELECT count(*) FROM history"));
        Assert.Equal(0, _hub.Count("SELECT count(*) FROM purged_histories"));
    }

    [Fact]
    public async Task OpenAsync_WhenAHistoryWasBeingDeleted_GoesOnWithIt()
    {
        await _store.DisposeAsync();
        _hub.Execute(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
            INSERT INTO history SELECT (77 << 24) + i, 1, 1, 'TaskScheduled', 1, NULL, NULL, NULL FROM n;
            INSERT INTO purged_histories VALUES (77);
            """);

        await InitializeAsync();
        for (var slice = 0; slice < 3; slice++)
        {
            await _store.WriteDocumentAsync("d", "1", default);
        }

        Assert.Equal(0, _hub.Count("SELECT count(*) FROM history"));
        Assert.Equal(0, _hub.Count("SELECT count(*) FROM purged_histories"));
    }

    private Task<long> CreateLargeAsync(string id, string status)
    {
        var instance = Instance(id, status);
        instance.Input = Large;
        instance.CustomStatus = Large;
        if (InstanceStatus.IsTerminal(status))
        {
            instance.Output = Large;
            instance.Failure = Large;
        }

        return _store.CreateAsync(instance);
    }
}

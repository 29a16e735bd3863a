using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>The conformance of the SQLite store.</summary>
public sealed class SqliteTaskHubStoreTests : TaskHubStoreConformance
{
    private readonly TemporaryFolder _folder = new();

    private protected override ITaskHubStore NewStore() => new SqliteTaskHubStore(
        new SqliteTaskHubOptions
        {
            FilePath = _folder.File("hub.db"),
            FlushOnCommit = false,
            CompressionThreshold = 1024,
            MaxPayloadSize = MaxPayloadSize,
        },
        TimeProvider.System);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}

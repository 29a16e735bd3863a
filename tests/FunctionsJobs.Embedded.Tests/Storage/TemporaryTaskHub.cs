using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>A task hub file in a folder of its own, deleted at the end. Commits do not wait for the disk: a test does not cut the power.</summary>
internal sealed class TemporaryTaskHub : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string FilePath => _folder.File("hub.db");

    /// <summary>A store on the file, not opened. Dispose it before the next one is opened.</summary>
    public ITaskHubStore NewStore() => new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = FilePath, FlushOnCommit = false }, TimeProvider.System);

    public void Dispose() => _folder.Dispose();
}

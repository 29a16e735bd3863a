using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>A task hub file in a folder of its own, deleted at the end. Commits do not wait for the disk: a test does not cut the power.</summary>
internal sealed class TemporaryTaskHub : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    public string FilePath => _folder.File("hub.db");

    /// <summary>A store on the file, not opened. Dispose it before the next one is opened.</summary>
    public ITaskHubStore NewStore() => new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = FilePath, FlushOnCommit = false }, TimeProvider.System);

    /// <summary>Another program's connection to the file.</summary>
    public SqliteConnection Connect(SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FilePath, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Runs SQL as another program.</summary>
    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Reads one number as another program that only reads.</summary>
    public long Count(string sql)
    {
        using var connection = Connect(SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Overwrites the middle of the closed file.</summary>
    public void Damage()
    {
        using var file = new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite);
        file.Position = file.Length / 4 / 4096 * 4096;
        file.Write(Enumerable.Repeat((byte)0xA5, (int)(file.Length / 2)).ToArray());
    }

    public void Dispose() => _folder.Dispose();
}

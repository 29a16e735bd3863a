using FunctionsJobs.Embedded.Storage.Migrations;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Embedded.Tests.Storage;

public sealed class HubReaderTests : IDisposable
{
    private const string Endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n";

    private readonly TemporaryTaskHub _hub = new();
    private readonly HubReader _reader;

    public HubReaderTests()
    {
        var database = SqliteDatabase.Open(_hub.FilePath, TimeSpan.Zero);
        new TaskHubMigrator(TaskHubMigrations.All, TimeProvider.System, NullLogger.Instance).Migrate(database);
        _reader = new HubReader(database);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _hub.Dispose();
    }

    [Fact]
    public void ReadCancellable_WhenCancelledInTheMiddle_InterruptsTheStatement()
    {
        using var cancellation = new CancellationTokenSource();
        var rows = 0;

        var exception = Assert.Throws<OperationCanceledException>(() => _reader.ReadCancellable(
            () =>
            {
                var row = _reader.Prepare(Endless);
                while (row.Step("counting"))
                {
                    if (++rows == 3)
                    {
                        cancellation.Cancel();
                    }
                }

                return rows;
            },
            cancellation.Token));

        Assert.Equal(3, rows);
        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    [Fact]
    public void ReadSnapshot_WhenOthersWriteMeanwhile_DoesNotSeeIt()
    {
        long Count()
        {
            var row = _reader.Prepare("SELECT count(*) FROM documents");
            row.Step("counting");
            var count = row.GetInt64(0);
            row.Reset();
            return count;
        }

        _hub.Execute("PRAGMA journal_mode = WAL");
        var (before, meanwhile) = _reader.ReadSnapshot(() =>
        {
            var first = Count();
            _hub.Execute("INSERT INTO documents VALUES ('d', '1')");
            return (first, Count());
        });

        Assert.Equal((0, 0, 1), (before, meanwhile, Count()));
    }
}

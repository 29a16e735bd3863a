using System.Security.Cryptography;
using System.Text;
using FunctionsJobs.Embedded.Storage;
using FunctionsJobs.Embedded.Storage.Migrations;
using FunctionsJobs.Embedded.Storage.Sqlite;
using static FunctionsJobs.Embedded.Tests.Storage.StoreSamples;

namespace FunctionsJobs.Embedded.Tests.Storage;

/// <summary>From every schema to the newest, or not at all.</summary>
public sealed class TaskHubMigratorTests : IDisposable
{
    private readonly TemporaryTaskHub _hub = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(0, TaskHubMigrations.All.Count + 1)];

    public void Dispose() => _hub.Dispose();

    [Fact]
    public void All_AreNumberedWithoutGapsAndNeverEdited()
    {
        // A released script is history: files out there have run it. A change of the schema is another script, and another line here.
        string[] released =
        [
            "0001 task_hub 008b7d04d0083819",
            "0002 completion_order f7ab1d3770c0d6f8",
        ];

        Assert.Equal(released, TaskHubMigrations.All.Select(migration =>
            $"{migration.Version:0000} {migration.Name} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Sql)))[..16]}"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task OpenAsync_FromEachEarlierVersion_BringsTheFileToTheNewest(int version)
    {
        await using (var old = NewStore(TaskHubMigrations.All.Take(version)))
        {
            // An old host could go on; for us it is enough that the file has the old schema.
            await Record.ExceptionAsync(() => old.OpenAsync(default));
        }

        await using var store = _hub.NewStore();
        await store.OpenAsync(default);
        await store.CreateAsync(Instance("a"));

        Assert.Equal(TaskHubMigrations.All.Count, _hub.Count("SELECT max(version) FROM schema_migrations"));
        Assert.Equal(TaskHubMigrations.All.Count, _hub.Count("SELECT count(*) FROM schema_migrations WHERE applied_at LIKE '20%Z' OR applied_at LIKE '20%+00:00'"));
        Assert.Equal(TaskHubMigrator.ApplicationId, _hub.Count("SELECT application_id FROM pragma_application_id"));
    }

    [Fact]
    public async Task OpenAsync_WhenAMigrationFails_KeepsTheSchemaBeforeItAndSaysWhichOne()
    {
        var next = TaskHubMigrations.All.Count + 1;
        await using (var store = _hub.NewStore())
        {
            await store.OpenAsync(default);
            await store.CreateAsync(Instance("kept"));
        }

        var broken = new Migration(next, "broken", "CREATE TABLE half (a); CREATE TABLE instances (b);");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await using var store = NewStore([.. TaskHubMigrations.All, broken]);
            var exception = await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.OpenAsync(default));
            Assert.Contains($"migration {next} (broken)", exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, _hub.Count("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"));
        await using var again = _hub.NewStore();
        Assert.Single((await again.OpenAsync(default)).Runnable);
    }

    [Fact]
    public async Task OpenAsync_WhenASecondMigrationFails_KeepsTheFirst()
    {
        var next = TaskHubMigrations.All.Count + 1;
        await using var store = NewStore(
            [.. TaskHubMigrations.All, new Migration(next, "good", "CREATE TABLE good (a)"), new Migration(next + 1, "bad", "SELECT nonsense")]);

        await Assert.ThrowsAnyAsync<TaskHubStoreException>(() => store.OpenAsync(default));

        Assert.Equal(next, _hub.Count("SELECT max(version) FROM schema_migrations"));
        Assert.Equal(1, _hub.Count("SELECT count(*) FROM sqlite_schema WHERE name = 'good'"));
    }

    private SqliteTaskHubStore NewStore(IEnumerable<Migration> migrations) =>
        new(new SqliteTaskHubOptions { FilePath = _hub.FilePath, FlushOnCommit = false }, TimeProvider.System, logger: null, [.. migrations]);
}

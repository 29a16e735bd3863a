using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Analytics.Sqlite;

namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>A store on a SQLite file in a folder of its own.</summary>
internal sealed class SqliteStoreFixture : StoreFixture
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("analytics-");
    private readonly List<SqliteAnalyticsDatabase> _databases = [];

    private SqliteStoreFixture() => Store = NewStore();

    public override IAnalyticsStore Store { get; }

    public string File => Path.Combine(_folder.FullName, "data", "analytics.db");

    public static async Task<SqliteStoreFixture> OpenAsync()
    {
        var fixture = new SqliteStoreFixture();
        await fixture.Store.OpenAsync(CancellationToken.None);
        return fixture;
    }

    public override async Task<IAnalyticsStore> OpenAnotherAsync()
    {
        var store = NewStore();
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    internal override IAnalyticsDatabase OpenDatabase()
    {
        var database = new SqliteAnalyticsDatabase(File, TimeSpan.FromSeconds(30));
        _databases.Add(database);
        return database;
    }

    private SqlAnalyticsStore NewStore() => new(OpenDatabase(), TimeProvider.System);
}

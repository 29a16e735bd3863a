using System.Collections.Concurrent;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Postgres;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Postgres;
using FunctionsJobs.Tests.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>A store in a PostgreSQL schema of its own.</summary>
internal sealed class PostgresStoreFixture : StoreFixture
{
    // Long enough for a machine that does much else.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ConcurrentBag<PostgresAnalyticsDatabase> _databases = [];

    private PostgresStoreFixture(TestSchema schema) => (Schema, Store) = (schema, NewStore(schema));

    public override IAnalyticsStore Store { get; }

    public TestSchema Schema { get; }

    public static async Task<PostgresStoreFixture> OpenAsync()
    {
        var fixture = new PostgresStoreFixture(await TestSchema.CreateAsync());
        await fixture.Store.OpenAsync(CancellationToken.None);
        return fixture;
    }

    public override async Task<IAnalyticsStore> OpenAnotherAsync()
    {
        var store = NewStore(Schema);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        await Schema.DisposeAsync();
    }

    internal override IAnalyticsDatabase OpenDatabase() => NewDatabase(Schema);

    private SqlAnalyticsStore NewStore(TestSchema schema) => new(NewDatabase(schema), TimeProvider.System);

    private PostgresAnalyticsDatabase NewDatabase(TestSchema schema)
    {
        var options = new PostgresOptions { StatementTimeout = Limit, LockTimeout = Limit, RetryTimeout = Limit };
        var database = new PostgresAnalyticsDatabase(
            schema.ConnectionString, options, TimeProvider.System, NullLogger<PostgresAnalyticsDatabase>.Instance);
        _databases.Add(database);
        return database;
    }
}

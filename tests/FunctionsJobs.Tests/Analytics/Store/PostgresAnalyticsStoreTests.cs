using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.Analytics.Store;

[NeedsPostgres]
public sealed class PostgresEventTests : AnalyticsStoreEventTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresEventPageTests : EventPageTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresRollUpTests : AnalyticsStoreRollUpTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresStalenessTests : AnalyticsStoreStalenessTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresConcurrencyTests : AnalyticsStoreConcurrencyTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresLateEventTests : LateEventTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresEventRetentionTests : EventRetentionTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

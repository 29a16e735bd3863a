namespace FunctionsJobs.Tests.Analytics.Store;

public sealed class SqliteEventTests : AnalyticsStoreEventTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

public sealed class SqliteEventPageTests : EventPageTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

public sealed class SqliteRollUpTests : AnalyticsStoreRollUpTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

public sealed class SqliteStalenessTests : AnalyticsStoreStalenessTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

public sealed class SqliteConcurrencyTests : AnalyticsStoreConcurrencyTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

public sealed class SqliteLateEventTests : LateEventTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

using FunctionsJobs.Tests.Analytics.Store;

namespace FunctionsJobs.Tests.Analytics.Metrics;

public sealed class SqliteMetricsStoreTests : MetricsStoreTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

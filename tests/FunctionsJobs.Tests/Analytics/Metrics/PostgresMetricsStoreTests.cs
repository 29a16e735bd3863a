using FunctionsJobs.Tests.Analytics.Store;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.Analytics.Metrics;

[NeedsPostgres]
public sealed class PostgresMetricsStoreTests : MetricsStoreTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

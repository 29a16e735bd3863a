using FunctionsJobs.Tests.Analytics.Store;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.Companies.Store;

[NeedsPostgres]
public sealed class PostgresCompanyStoreTests : CompanyStoreTests
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

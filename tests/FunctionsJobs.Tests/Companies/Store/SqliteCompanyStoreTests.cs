using FunctionsJobs.Tests.Analytics.Store;

namespace FunctionsJobs.Tests.Companies.Store;

public sealed class SqliteCompanyStoreTests : CompanyStoreTests
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

using FunctionsJobs.Tests.Analytics.Store;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.Reports;

public sealed class SqliteReportTotalsTests : ReportTotalsContract
{
    protected override async Task<StoreFixture> OpenAsync() => await SqliteStoreFixture.OpenAsync();
}

[NeedsPostgres]
public sealed class PostgresReportTotalsTests : ReportTotalsContract
{
    protected override async Task<StoreFixture> OpenAsync() => await PostgresStoreFixture.OpenAsync();
}

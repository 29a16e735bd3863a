using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Retention;
using FunctionsJobs.Analytics.Sample;
using FunctionsJobs.Analytics.Sql;
using FunctionsJobs.Analytics.Sqlite;

namespace FunctionsJobs.Benchmarks.Analytics;

/// <summary>An analytics store on a fresh file, and the sample events that go into it.</summary>
internal sealed class SampleStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SampleStore()
    {
        var database = new SqliteAnalyticsDatabase(DataFile, TimeSpan.FromSeconds(30));
        (Store, Retention) = (new SqlAnalyticsStore(database, TimeProvider.System), new SqlEventRetention(database));
    }

    public static SamplePlan Plan { get; } = new() { EndDay = new DateOnly(2025, 5, 1), Events = 400_000 };

    public string DataFile => _folder.File("analytics.db");

    public string BareFile => _folder.File("bare.db");

    public IAnalyticsStore Store { get; }

    public IEventRetention Retention { get; }

    public static async Task<SampleStore> OpenAsync()
    {
        var sample = new SampleStore();
        await sample.Store.OpenAsync(CancellationToken.None);
        return sample;
    }

    public void Dispose() => _folder.Dispose();
}

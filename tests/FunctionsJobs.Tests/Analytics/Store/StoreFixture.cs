using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Sql;

namespace FunctionsJobs.Tests.Analytics.Store;

/// <summary>An empty, open store of one kind; disposed of with everything it kept.</summary>
public abstract class StoreFixture : IAsyncDisposable
{
    public abstract IAnalyticsStore Store { get; }

    /// <summary>A second store on the same data, as another process would have it.</summary>
    public abstract Task<IAnalyticsStore> OpenAnotherAsync();

    /// <summary>The same data, below the store; closed with the fixture.</summary>
    internal abstract IAnalyticsDatabase OpenDatabase();

    public abstract ValueTask DisposeAsync();
}

using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>A database of a test's own, without tables at first; gone with everything in it at the end.</summary>
public abstract class TestJobDatabase : IAsyncDisposable
{
    /// <summary>Opens it once more, as another process would.</summary>
    public abstract IJobDatabase Open();

    /// <summary>How the database would go about a query: the names of the indexes and tables it reads, one line each.</summary>
    public abstract Task<IReadOnlyList<string>> ExplainAsync(IJobDatabase database, string sql, object parameters);

    public abstract ValueTask DisposeAsync();
}

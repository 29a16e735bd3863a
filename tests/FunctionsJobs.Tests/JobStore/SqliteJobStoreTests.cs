using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;

namespace FunctionsJobs.Tests.JobStore;

/// <summary>The job store on SQLite.</summary>
public sealed class SqliteJobStoreTests : JobStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jobstore-").FullName;

    private string DataFile => Path.Combine(_folder, "data", "jobs.db");

    [Fact]
    public async Task Submit_IsThereWhenTheFileIsOpenedAgain()
    {
        await using (var first = Open())
        {
            await new SqlJobStore(first, TimeProvider.System).SubmitAsync(Job("kept"), CancellationToken.None);
        }

        await using var second = Open();

        Assert.Equal(JobState.Running, (await new SqlJobStore(second, TimeProvider.System).FindAsync("kept", CancellationToken.None))!.State);
    }

    [Fact]
    public async Task Writes_OfTwoProcesses_GoOneAfterTheOther()
    {
        await using var one = Open();
        await using var two = Open();
        var stores = new[] { new SqlJobStore(one, TimeProvider.System), new SqlJobStore(two, TimeProvider.System) };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Task.Run(() =>
            stores[i % 2].SubmitAsync(Job($"job-{i / 2}"), CancellationToken.None))));

        Assert.Equal(30, outcomes.OfType<JobSubmission.Accepted>().Count());
        Assert.Equal(30, outcomes.OfType<JobSubmission.Existing>().Count());
    }

    [Fact]
    public async Task File_IsDurableAtEveryCommit()
    {
        await using var database = Open();

        var (mode, synchronous) = await database.WriteAsync(
            async session => (await session.ListAsync<string>("PRAGMA journal_mode", new { }), await session.ReadValueAsync<int>("PRAGMA synchronous", new { })),
            CancellationToken.None);

        Assert.Equal("wal", Assert.Single(mode));
        Assert.Equal(2, synchronous);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<IJobDatabase> CreateDatabaseAsync() => Task.FromResult<IJobDatabase>(Open());

    private SqliteJobDatabase Open() => new(DataFile, TimeSpan.FromSeconds(30));
}

using FunctionsJobs.JobStore.Sql;
using FunctionsJobs.JobStore.Sqlite;

namespace FunctionsJobs.Tests.Schedules.Store;

/// <summary>The schedule store on SQLite.</summary>
public sealed class SqliteScheduleStoreTests : ScheduleStoreContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("schedules-").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<IJobDatabase> CreateDatabaseAsync() =>
        Task.FromResult<IJobDatabase>(new SqliteJobDatabase(Path.Combine(_folder, "jobs.db"), TimeSpan.FromSeconds(30)));
}

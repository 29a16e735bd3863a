using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>Brings a database to the newest schema, one step after the other, under the schema's lock.</summary>
public static class JobStoreMigrations
{
    /// <summary>All steps, in order.</summary>
    public static IReadOnlyList<IJobStoreMigration> All { get; } =
    [
        new Migration0001Jobs(),
        new Migration0002Queues(),
        new Migration0003Schedules(),
        new Migration0004MailDeliveries(),
        new Migration0005UniqueAge(),
        new Migration0006Children(),
    ];

    /// <summary>Runs the steps that have not run yet, all of them in one transaction.</summary>
    /// <exception cref="JobStoreException">The database was written by a newer version of this program.</exception>
    public static Task RunAsync(IJobDatabase database, TimeProvider time, CancellationToken cancellation) =>
        database.MigrateAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "CREATE TABLE IF NOT EXISTS job_store_schema (number INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)", new { });
                var current = await ReadVersionAsync(session);
                if (current > All.Count)
                {
                    throw new JobStoreException($"The job store has schema {current}; this version knows up to {All.Count}. Run a newer version.");
                }

                foreach (var migration in All.Skip(current))
                {
                    foreach (var statement in migration.Statements(database.Dialect))
                    {
                        await session.ExecuteAsync(statement, new { });
                    }

                    await session.ExecuteAsync(
                        "INSERT INTO job_store_schema (number, applied_at) VALUES (@number, @now)",
                        new { number = migration.Number, now = time.GetUtcNow().ToUnixTimeMilliseconds() });
                }
            },
            cancellation);

    /// <summary>The number of the last step that was run, or 0.</summary>
    public static Task<int> ReadVersionAsync(JobStoreSession session) =>
        session.ReadValueAsync<int>("SELECT COALESCE(MAX(number), 0) FROM job_store_schema", new { });
}

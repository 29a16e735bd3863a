using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_unique</c>, under the queue's lock.</summary>
internal static class JobUniqueSql
{
    /// <summary>A job of the same queue, type, tenant and arguments that was accepted within the window and has not failed or been cancelled, or null.</summary>
    public static async Task<JobRecord?> FindAsync(JobWork work, NewJob job, TimeSpan window)
    {
        var id = (await work.Session.ListAsync<string>(
            "SELECT job_id FROM job_unique WHERE unique_hash = @hash AND created_at > @after",
            new { hash = Hash(job), after = (work.Now - window).ToUnixTimeMilliseconds() })).SingleOrDefault();
        return id is not null && await JobRowSql.FindAsync(work.Session, id) is { State: not (JobState.Failed or JobState.Cancelled) } found ? found : null;
    }

    /// <summary>The newest job of its kind is this one.</summary>
    public static Task WriteAsync(JobWork work, NewJob job) =>
        work.Session.ExecuteAsync(
            """
            INSERT INTO job_unique (unique_hash, job_id, created_at) VALUES (@hash, @Id, @now)
            ON CONFLICT (unique_hash) DO UPDATE SET job_id = excluded.job_id, created_at = excluded.created_at
            """,
            new { hash = Hash(job), job.Id, now = work.Now.ToUnixTimeMilliseconds() });

    /// <summary>Forgets the oldest keys of before a time, up to a limit.</summary>
    public static Task<int> RemoveBeforeAsync(JobStoreSession session, long before, int limit) =>
        session.ExecuteAsync(
            "DELETE FROM job_unique WHERE unique_hash IN (SELECT unique_hash FROM job_unique WHERE created_at < @before ORDER BY created_at LIMIT @limit)",
            new { before, limit });

    /// <summary>Counts keys of before a time.</summary>
    public static async Task<long> CountBeforeAsync(JobStoreSession session, long before) =>
        (await session.ListAsync<long>("SELECT COUNT(*) FROM job_unique WHERE created_at < @before", new { before }))[0];

    // Lengths keep the parts apart, whatever they hold.
    private static string Hash(NewJob job) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{job.Queue.Length}:{job.Queue}{job.Type.Length}:{job.Type}{job.Tenant?.Length ?? -1}:{job.Tenant}{job.Arguments}")));
}

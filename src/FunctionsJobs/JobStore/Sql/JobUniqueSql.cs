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

    // Lengths keep the parts apart, whatever they hold.
    private static string Hash(NewJob job) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{job.Queue.Length}:{job.Queue}{job.Type.Length}:{job.Type}{job.Tenant?.Length ?? -1}:{job.Tenant}{job.Arguments}")));
}

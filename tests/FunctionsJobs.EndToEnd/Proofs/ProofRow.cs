using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.EndToEnd.Proofs;

/// <summary>A line of a job's timeline, with what is known of the job.</summary>
internal sealed class ProofRow
{
    public required string JobId { get; init; }

    public required string Queue { get; init; }

    public required string LimitKey { get; init; }

    public long Priority { get; init; }

    /// <summary>When the job last became ready, in milliseconds.</summary>
    public long ReadyAt { get; init; }

    public long Sequence { get; init; }

    public long At { get; init; }

    public required string Event { get; init; }

    public required string State { get; init; }

    /// <summary>All lines of all jobs, job by job, each in order.</summary>
    public static Task<IReadOnlyList<ProofRow>> ReadAllAsync(IJobDatabase database) => database.ReadAsync(
        session => session.ListAsync<ProofRow>(
            """
            SELECT t.job_id AS JobId, j.queue AS Queue, j.limit_key AS LimitKey, j.priority AS Priority, j.ready_at AS ReadyAt,
                t.sequence AS Sequence, t.at AS At, t.event AS Event, t.state AS State
            FROM job_timeline t JOIN jobs j ON j.id = t.job_id ORDER BY t.job_id, t.sequence
            """,
            new { }),
        CancellationToken.None);
}

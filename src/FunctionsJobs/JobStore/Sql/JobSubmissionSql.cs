namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements that accept a job.</summary>
/// <remarks>
/// Every conflict is left to a unique key: a parallel transaction that inserts the same id or idempotency key waits for the first one's end
/// and then finds its rows. Nothing is read first and inserted after.
/// </remarks>
internal static class JobSubmissionSql
{
    /// <summary>Inserts the job or finds the one that is there.</summary>
    public static async Task<JobSubmission> SubmitAsync(JobStoreSession session, NewJob job, JobStoreDialect dialect, long now)
    {
        var change = JobAdmission.Admit(new JobChange(ToRecord(job, now), DateTimeOffset.FromUnixTimeMilliseconds(now)).Submit());
        var isNew = await JobRowSql.TryInsertAsync(session, change);
        if (job.Idempotency is { } key && !await TryInsertKeyAsync(session, key, job.Id))
        {
            session.Abandon();
            return await ResolveKeyAsync(session, key);
        }

        if (isNew)
        {
            return new JobSubmission.Accepted(change.Job);
        }

        var existing = await JobRowSql.FindForUpdateAsync(session, job.Id, dialect)
            ?? throw new JobStoreException($"The job '{job.Id}' was there and is gone.");
        if (existing.Queue == job.Queue && existing.Tenant == job.Tenant)
        {
            return new JobSubmission.Existing(existing);
        }

        session.Abandon();
        return new JobSubmission.IdTaken();
    }

    private static async Task<bool> TryInsertKeyAsync(JobStoreSession session, IdempotencyKey key, string jobId) =>
        await session.ExecuteAsync(
            """
            INSERT INTO job_idempotency (scope, key, request_hash, job_id) VALUES (@scope, @key, @hash, @jobId)
            ON CONFLICT (scope, key) DO NOTHING
            """,
            new { scope = key.Scope, key = key.Key, hash = key.RequestHash, jobId }) == 1;

    private static async Task<JobSubmission> ResolveKeyAsync(JobStoreSession session, IdempotencyKey key)
    {
        var row = await session.FindAsync<IdempotencyRow>(
            "SELECT request_hash AS RequestHash, job_id AS JobId FROM job_idempotency WHERE scope = @scope AND key = @key",
            new { scope = key.Scope, key = key.Key }) ?? throw new JobStoreException("An idempotency key was there and is gone.");
        if (row.RequestHash != key.RequestHash)
        {
            return new JobSubmission.KeyReused();
        }

        var job = await JobRowSql.FindAsync(session, row.JobId)
            ?? throw new JobStoreException($"The job '{row.JobId}' of an idempotency key is gone.");
        return new JobSubmission.Existing(job);
    }

    private static JobRecord ToRecord(NewJob job, long now) => new()
    {
        Id = job.Id,
        Queue = job.Queue,
        Type = job.Type,
        Name = job.Name,
        Tenant = job.Tenant,
        Arguments = job.Arguments,
        State = JobState.Queued,
        Priority = job.Priority,
        Policy = job.Policy,
        AttemptsMade = 0,
        Progress = default,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(now),
        StartedAt = null,
        FinishedAt = null,
        NextAttemptAt = null,
        Result = null,
        Error = null,
    };
}

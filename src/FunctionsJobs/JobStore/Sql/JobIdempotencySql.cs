namespace FunctionsJobs.JobStore.Sql;

/// <summary>The statements on the table <c>job_idempotency</c>.</summary>
internal static class JobIdempotencySql
{
    /// <summary>Gives the key to a job; false when it has one, then <see cref="ResolveAsync"/> tells which.</summary>
    public static async Task<bool> TryInsertAsync(JobStoreSession session, IdempotencyKey key, string jobId) =>
        await session.ExecuteAsync(
            """
            INSERT INTO job_idempotency (scope, key, request_hash, job_id) VALUES (@scope, @key, @hash, @jobId)
            ON CONFLICT (scope, key) DO NOTHING
            """,
            new { scope = key.Scope, key = key.Key, hash = key.RequestHash, jobId }) == 1;

    /// <summary>What a key that is taken answers. Undoes what the transaction has written.</summary>
    public static async Task<JobSubmission> ResolveAsync(JobStoreSession session, IdempotencyKey key)
    {
        session.Abandon();
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
}

using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>Jobs, their timelines and steps, and idempotency keys. Times are milliseconds since 1970, UTC.</summary>
internal sealed class Migration0001Jobs : IJobStoreMigration
{
    /// <inheritdoc/>
    public int Number => 1;

    /// <inheritdoc/>
    public IEnumerable<string> Statements(JobStoreDialect dialect)
    {
        var text = dialect.OrdinalText;
        return
        [
            $"""
            CREATE TABLE jobs (
                id {text} NOT NULL PRIMARY KEY,
                queue {text} NOT NULL,
                type {text} NOT NULL,
                name {text} NOT NULL,
                tenant {text},
                arguments {text} NOT NULL,
                state {text} NOT NULL,
                priority INTEGER NOT NULL,
                attempts_max INTEGER NOT NULL,
                attempts_made INTEGER NOT NULL,
                backoff_type {text} NOT NULL,
                backoff_ms BIGINT NOT NULL,
                timeout_ms BIGINT,
                progress_step INTEGER NOT NULL,
                progress_total INTEGER NOT NULL,
                progress_message {text},
                created_at BIGINT NOT NULL,
                started_at BIGINT,
                finished_at BIGINT,
                next_attempt_at BIGINT,
                reviewed_at BIGINT NOT NULL,
                result {text},
                error_code {text},
                error_category {text},
                error_retryable INTEGER,
                error_message {text}
            )
            """,
            """
            CREATE INDEX jobs_under_way ON jobs (reviewed_at)
                WHERE state IN ('scheduled', 'blocked', 'queued', 'running', 'retrying', 'cancelling')
            """,
            $"""
            CREATE TABLE job_timeline (
                job_id {text} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
                sequence INTEGER NOT NULL,
                at BIGINT NOT NULL,
                event {text} NOT NULL,
                state {text} NOT NULL,
                attempt INTEGER NOT NULL,
                detail {text},
                PRIMARY KEY (job_id, sequence)
            )
            """,
            $"""
            CREATE TABLE job_steps (
                job_id {text} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
                step {text} NOT NULL,
                done_at BIGINT NOT NULL,
                PRIMARY KEY (job_id, step)
            )
            """,
            $"""
            CREATE TABLE job_idempotency (
                scope {text} NOT NULL,
                key {text} NOT NULL,
                request_hash {text} NOT NULL,
                job_id {text} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
                PRIMARY KEY (scope, key)
            )
            """,
            "CREATE INDEX job_idempotency_by_job ON job_idempotency (job_id)",
        ];
    }
}

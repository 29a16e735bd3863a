using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>
/// Queues with limits, counters, order and keys; delays, dependencies, uniqueness, tags; signals, the audit trail, finished jobs by time; and
/// the indexes that lists go by.
/// </summary>
internal sealed class Migration0002Queues : IJobStoreMigration
{
    /// <inheritdoc/>
    public int Number => 2;

    /// <inheritdoc/>
    public IEnumerable<string> Statements(JobStoreDialect dialect) =>
        [.. JobColumns(dialect.OrdinalText), .. JobIndexes, .. QueueTables(dialect.OrdinalText), .. JobTables(dialect.OrdinalText), .. Content()];

    private static IEnumerable<string> JobColumns(string text) => new[]
    {
        "due_at BIGINT",
        "ready_at BIGINT",
        "ready_no BIGINT",
        "ready_rank BIGINT",
        "admitted_at BIGINT",
        "cancel_requested_at BIGINT",
        "progress_at BIGINT",
        "progress_percent DOUBLE PRECISION",
        $"progress_details {text}",
        $"limit_key {text} NOT NULL DEFAULT ''",
        "run INTEGER NOT NULL DEFAULT 1",
        "attempts_before INTEGER NOT NULL DEFAULT 0",
        "dependencies_left INTEGER NOT NULL DEFAULT 0",
        $"dependency_policy {text} NOT NULL DEFAULT 'fail'",
        "dependents_pending INTEGER NOT NULL DEFAULT 0",
        $"tags {text}",
        $"notify_email {text}",
        $"notify_webhook {text}",
    }.Select(column => $"ALTER TABLE jobs ADD COLUMN {column}");

    /// <summary>
    /// Every list goes by state, so that rare states among a million rows are found at once; lists over all states merge one range per state.
    /// </summary>
    private static IEnumerable<string> JobIndexes =>
    [
        "CREATE INDEX jobs_list ON jobs (state, created_at, id)",
        "CREATE INDEX jobs_list_queue ON jobs (queue, state, created_at, id)",
        "CREATE INDEX jobs_list_type ON jobs (queue, type, state, created_at, id)",
        "CREATE INDEX jobs_list_tenant ON jobs (tenant, state, created_at, id)",
        "CREATE INDEX jobs_list_tenant_queue ON jobs (tenant, queue, state, created_at, id)",
        "CREATE INDEX jobs_list_tenant_type ON jobs (tenant, queue, type, state, created_at, id)",
        "CREATE INDEX jobs_ready ON jobs (queue, limit_key, ready_rank, ready_no) WHERE state = 'queued'",
        "CREATE INDEX jobs_due ON jobs (queue, due_at) WHERE state = 'scheduled'",
        "CREATE INDEX jobs_ended ON jobs (queue, state, finished_at, id) WHERE state IN ('completed', 'failed', 'cancelled')",
        "CREATE INDEX jobs_dependents_pending ON jobs (id) WHERE dependents_pending = 1",
    ];

    private static IEnumerable<string> QueueTables(string text) =>
    [
        // Limits: null counts the default, -1 is none.
        $"""
        CREATE TABLE job_queues (
            queue {text} NOT NULL PRIMARY KEY,
            paused INTEGER NOT NULL DEFAULT 0,
            concurrency INTEGER,
            key_concurrency INTEGER,
            rate_starts INTEGER,
            rate_window_ms BIGINT,
            key_limit_applied INTEGER NOT NULL DEFAULT -1,
            running INTEGER NOT NULL DEFAULT 0,
            last_ready_no BIGINT NOT NULL DEFAULT 0,
            last_start_no BIGINT NOT NULL DEFAULT 0
        )
        """,
        // One row per limit key that has waiting or running jobs. Its head is the waiting job that goes first; a key without room is not open.
        $"""
        CREATE TABLE job_queue_keys (
            queue {text} NOT NULL,
            limit_key {text} NOT NULL,
            running INTEGER NOT NULL,
            is_open INTEGER NOT NULL,
            head_rank BIGINT,
            head_no BIGINT,
            head_job {text},
            PRIMARY KEY (queue, limit_key)
        )
        """,
        "CREATE INDEX job_queue_keys_ready ON job_queue_keys (queue, head_rank, head_no) WHERE is_open = 1 AND head_job IS NOT NULL",
        $"""
        CREATE TABLE job_starts (
            queue {text} NOT NULL,
            start_no BIGINT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (queue, start_no)
        )
        """,
        // Scope: '' for all tenants together, '=' and the tenant for one, '=' alone for jobs of no tenant.
        $"""
        CREATE TABLE job_counts (
            scope {text} NOT NULL,
            queue {text} NOT NULL,
            state {text} NOT NULL,
            jobs BIGINT NOT NULL,
            PRIMARY KEY (scope, queue, state)
        )
        """,
        $"""
        CREATE TABLE job_ends (
            scope {text} NOT NULL,
            queue {text} NOT NULL,
            slot_at BIGINT NOT NULL,
            state {text} NOT NULL,
            duration_class INTEGER NOT NULL,
            jobs BIGINT NOT NULL,
            duration_ms BIGINT NOT NULL,
            PRIMARY KEY (scope, queue, slot_at, state, duration_class)
        )
        """,
        "CREATE INDEX job_ends_by_time ON job_ends (slot_at)",
    ];

    private static IEnumerable<string> JobTables(string text) =>
    [
        $"""
        CREATE TABLE job_dependencies (
            job_id {text} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            depends_on {text} NOT NULL,
            is_waiting INTEGER NOT NULL,
            PRIMARY KEY (job_id, depends_on)
        )
        """,
        "CREATE INDEX job_dependencies_waiting ON job_dependencies (depends_on, job_id) WHERE is_waiting = 1",
        $"""
        CREATE TABLE job_tags (
            job_id {text} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            tag {text} NOT NULL,
            tenant {text},
            created_at BIGINT NOT NULL,
            PRIMARY KEY (job_id, tag)
        )
        """,
        "CREATE INDEX job_tags_list ON job_tags (tag, created_at, job_id)",
        "CREATE INDEX job_tags_list_tenant ON job_tags (tenant, tag, created_at, job_id)",
        $"""
        CREATE TABLE job_unique (
            unique_hash {text} NOT NULL PRIMARY KEY,
            job_id {text} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX job_unique_by_job ON job_unique (job_id)",
        $"""
        CREATE TABLE job_signals (
            job_id {text} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            kind {text} NOT NULL,
            attempt INTEGER NOT NULL,
            written_at BIGINT NOT NULL,
            PRIMARY KEY (job_id, kind)
        )
        """,
        "CREATE INDEX job_signals_by_time ON job_signals (written_at, job_id, kind)",
        // Outlives the jobs it speaks of.
        $"""
        CREATE TABLE job_audit (
            id {text} NOT NULL PRIMARY KEY,
            at BIGINT NOT NULL,
            actor {text} NOT NULL,
            origin {text},
            action {text} NOT NULL,
            queue {text},
            job_id {text},
            tenant {text},
            detail {text}
        )
        """,
        "CREATE INDEX job_audit_by_job ON job_audit (job_id, id)",
        "CREATE INDEX job_audit_by_queue ON job_audit (queue, id)",
        // A job whose row is gone, and whose history, blobs or cache may not be.
        $"""
        CREATE TABLE job_removals (
            job_id {text} NOT NULL PRIMARY KEY,
            queue {text} NOT NULL,
            type {text} NOT NULL,
            tenant {text},
            result {text},
            removed_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX job_removals_by_time ON job_removals (removed_at, job_id)",
        $"CREATE TABLE job_store_secrets (name {text} NOT NULL PRIMARY KEY, value {text} NOT NULL)",
    ];

    /// <summary>What follows from the jobs that are there.</summary>
    private static IEnumerable<string> Content() =>
    [
        "UPDATE jobs SET admitted_at = started_at",
        $"""
        UPDATE jobs SET ready_at = created_at, ready_rank = created_at - priority * {(long)JobRank.PerPoint.TotalMilliseconds}, ready_no = 0
        WHERE state = 'queued'
        """,
        """
        INSERT INTO job_queues (queue, running)
        SELECT queue, SUM(CASE WHEN state IN ('running', 'cancelling') THEN 1 ELSE 0 END) FROM jobs GROUP BY queue
        """,
        "INSERT INTO job_counts (scope, queue, state, jobs) SELECT '', queue, state, COUNT(*) FROM jobs GROUP BY queue, state",
        """
        INSERT INTO job_counts (scope, queue, state, jobs)
        SELECT '=' || COALESCE(tenant, ''), queue, state, COUNT(*) FROM jobs GROUP BY tenant, queue, state
        """,
        """
        INSERT INTO job_queue_keys (queue, limit_key, running, is_open, head_rank, head_no, head_job)
        SELECT queue, '', 0, 1, ready_rank, ready_no, id
        FROM (SELECT queue, ready_rank, ready_no, id, ROW_NUMBER() OVER (PARTITION BY queue ORDER BY ready_rank, ready_no, id) AS place
            FROM jobs WHERE state = 'queued') AS ready
        WHERE place = 1
        """,
    ];
}

using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>Schedules and what became of their fire times. Times are milliseconds since 1970, UTC.</summary>
internal sealed class Migration0003Schedules : IJobStoreMigration
{
    /// <inheritdoc/>
    public int Number => 3;

    /// <inheritdoc/>
    public IEnumerable<string> Statements(JobStoreDialect dialect)
    {
        var text = dialect.OrdinalText;
        return
        [
            // One row per tenant that ever had a schedule, which is locked while they are counted; '' stands for none.
            $"CREATE TABLE schedule_tenants (tenant {text} NOT NULL PRIMARY KEY)",
            $"""
            CREATE TABLE schedules (
                id {text} NOT NULL PRIMARY KEY,
                tenant {text} NOT NULL,
                name {text} NOT NULL,
                queue {text} NOT NULL,
                job_name {text} NOT NULL,
                data {text} NOT NULL,
                options {text},
                cron {text} NOT NULL,
                time_zone {text} NOT NULL,
                jitter_ms BIGINT NOT NULL,
                misfire {text} NOT NULL,
                misfire_limit BIGINT NOT NULL,
                overlap {text} NOT NULL,
                state {text} NOT NULL,
                version BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                next_fire_at BIGINT,
                next_due_at BIGINT,
                last_fire_at BIGINT
            )
            """,
            "CREATE INDEX schedules_by_tenant ON schedules (tenant, id)",
            "CREATE INDEX schedules_due ON schedules (next_due_at, id) WHERE state = 'active'",
            $"""
            CREATE TABLE schedule_runs (
                schedule_id {text} NOT NULL REFERENCES schedules (id) ON DELETE CASCADE,
                fire_at BIGINT NOT NULL,
                is_triggered BIGINT NOT NULL,
                last_fire_at BIGINT NOT NULL,
                fire_count BIGINT NOT NULL,
                outcome {text} NOT NULL,
                reason {text},
                detail {text},
                job_id {text},
                settled_at BIGINT NOT NULL,
                PRIMARY KEY (schedule_id, fire_at, is_triggered)
            )
            """,
            "CREATE INDEX schedule_runs_waiting ON schedule_runs (schedule_id, fire_at) WHERE outcome = 'waiting'",
        ];
    }
}

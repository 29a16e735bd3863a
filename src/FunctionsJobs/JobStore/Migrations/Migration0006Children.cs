using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>Jobs that are children of other jobs.</summary>
internal sealed class Migration0006Children : IJobStoreMigration
{
    /// <inheritdoc/>
    public int Number => 6;

    /// <inheritdoc/>
    public IEnumerable<string> Statements(JobStoreDialect dialect) =>
    [
        $"ALTER TABLE jobs ADD COLUMN parent_id {dialect.OrdinalText}",

        // The run of the parent that submitted the child, or submitted it again.
        "ALTER TABLE jobs ADD COLUMN parent_run INTEGER NOT NULL DEFAULT 0",

        // Whether the job has ended, or is to stop, and has children that have not been told.
        "ALTER TABLE jobs ADD COLUMN children_pending INTEGER NOT NULL DEFAULT 0",

        // Whether what the job waits for is its child.
        "ALTER TABLE job_dependencies ADD COLUMN is_child INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX jobs_children ON jobs (parent_id, id) WHERE parent_id IS NOT NULL",
        "CREATE INDEX jobs_list_parent ON jobs (parent_id, state, created_at, id) WHERE parent_id IS NOT NULL",
        "CREATE INDEX jobs_children_pending ON jobs (id) WHERE children_pending = 1",
    ];
}

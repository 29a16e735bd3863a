using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>Finds keys of uniqueness by their age.</summary>
internal sealed class Migration0005UniqueAge : IJobStoreMigration
{
    /// <inheritdoc/>
    public int Number => 5;

    /// <inheritdoc/>
    public IEnumerable<string> Statements(JobStoreDialect dialect) => ["CREATE INDEX job_unique_by_age ON job_unique (created_at)"];
}

using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>One numbered step of the job store's schema. A step that has been released is never changed; a new one is added.</summary>
public interface IJobStoreMigration
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    int Number { get; }

    /// <summary>The statements, in order. They run in the transaction that records the step.</summary>
    IEnumerable<string> Statements(JobStoreDialect dialect);
}

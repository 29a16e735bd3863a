using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.JobStore.Migrations;

/// <summary>Which mails of jobs are sent, or being sent. Times are milliseconds since 1970, UTC.</summary>
internal sealed class Migration0004MailDeliveries : IJobStoreMigration
{
    /// <inheritdoc/>
    public int Number => 4;

    /// <inheritdoc/>
    public IEnumerable<string> Statements(JobStoreDialect dialect)
    {
        var text = dialect.OrdinalText;
        return
        [
            // mail_id is a hash: the table holds no address.
            $"""
            CREATE TABLE mail_deliveries (
                job_id {text} NOT NULL,
                mail_id {text} NOT NULL,
                state {text} NOT NULL,
                owner {text} NOT NULL,
                claimed_until BIGINT NOT NULL,
                PRIMARY KEY (job_id, mail_id)
            )
            """,
        ];
    }
}

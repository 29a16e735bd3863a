using FunctionsJobs.Tests.JobStore;
using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.Mail.Delivery;

public sealed class SqliteMailLedgerTests() : MailLedgerContract(SqliteTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresMailLedgerTests() : MailLedgerContract(PostgresTestDatabase.CreateAsync);

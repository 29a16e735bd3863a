using FunctionsJobs.Tests.Servers;

namespace FunctionsJobs.Tests.JobStore;

// The suites on PostgreSQL. One line each; what they test is in the base.
[NeedsPostgres]
public sealed class PostgresAdmissionTests() : AdmissionContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresSubmissionTests() : SubmissionContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresDependencyTests() : DependencyContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresCancelTests() : CancelContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresRecoveryTests() : RecoveryContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresJobIndexTests() : JobIndexContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresRetentionTests() : RetentionContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresRandomOperationsTests() : RandomOperationsContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresQueryPlanTests() : QueryPlanContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresUpgradeTests() : UpgradeContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresChildrenTests() : ChildrenContract(PostgresTestDatabase.CreateAsync);

[NeedsPostgres]
public sealed class PostgresChildRetentionTests() : ChildRetentionContract(PostgresTestDatabase.CreateAsync);

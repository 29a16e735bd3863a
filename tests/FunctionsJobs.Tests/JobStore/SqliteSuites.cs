namespace FunctionsJobs.Tests.JobStore;

// The suites on SQLite. One line each; what they test is in the base.
public sealed class SqliteAdmissionTests() : AdmissionContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteSubmissionTests() : SubmissionContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteDependencyTests() : DependencyContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteCancelTests() : CancelContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteRecoveryTests() : RecoveryContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteJobIndexTests() : JobIndexContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteRetentionTests() : RetentionContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteRandomOperationsTests() : RandomOperationsContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteQueryPlanTests() : QueryPlanContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteUpgradeTests() : UpgradeContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteChildrenTests() : ChildrenContract(SqliteTestDatabase.CreateAsync);

public sealed class SqliteChildRetentionTests() : ChildRetentionContract(SqliteTestDatabase.CreateAsync);

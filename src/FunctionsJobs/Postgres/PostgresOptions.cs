namespace FunctionsJobs.Postgres;

/// <summary>How a store uses PostgreSQL; sections <c>JobStore:Postgres</c> and <c>Analytics:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// <c>password</c>: user and password stand in the connection string (or in what the driver reads besides). <c>entra</c>: the password is
    /// an access token of the managed identity, or of whoever is signed in on a developer's machine. Default <c>password</c>.
    /// </summary>
    public string Authentication { get; set; } = PostgresAuthentication.Password;

    /// <summary>The client id of a user-assigned managed identity, for <c>entra</c>. Empty: the system-assigned one.</summary>
    public string ManagedIdentityClientId { get; set; } = "";

    /// <summary>
    /// Most connections this store holds in this process, half of them for reads, so that reads never wait behind writes. Default 20; 2 to 1,000.
    /// All processes together must stay below the server's <c>max_connections</c>.
    /// </summary>
    public int MaxConnections { get; set; } = 20;

    /// <summary>Longest time a statement may take; a longer one fails as transient. Default 30 s; 100 ms to 1 h. Schema changes have no limit.</summary>
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time a statement waits for another transaction's lock; then it fails as transient. Default 10 s; not above the statement's.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a call is repeated when the server was lost, restarted, failed over or asked for a repeat, before it fails as transient.
    /// Default 30 s; 0 to 10 min. Only what certainly was not committed is repeated.
    /// </summary>
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

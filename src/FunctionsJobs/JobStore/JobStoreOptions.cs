using FunctionsJobs.Postgres;

namespace FunctionsJobs.JobStore;

/// <summary>Settings of the job store; configuration section <c>JobStore</c>.</summary>
public sealed class JobStoreOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "JobStore";

    /// <summary>
    /// <c>sqlite</c> or <c>postgres</c>. Default: <c>postgres</c> when <see cref="ConnectionString"/> is there, else <c>sqlite</c>.
    /// </summary>
    public string Provider { get; set; } = "";

    /// <summary>
    /// The PostgreSQL server, in the driver's form (<c>Host=…;Database=…;Username=…;Password=…</c>). Default: the setting
    /// <c>ConnectionStrings:JobStore</c>. A secret.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How PostgreSQL is used.</summary>
    public PostgresOptions Postgres { get; set; } = new();

    /// <summary>
    /// The SQLite file. Default: <c>jobs.db</c> in the data folder (<see cref="LocalDataFolder"/>). Relative paths count from the working directory.
    /// </summary>
    public string DataFile { get; set; } = "";

    /// <summary>How long a write waits for another process that writes to the same file, before it fails as transient. Default 30 s; 1 s to 10 min.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

using FunctionsJobs.Postgres;

namespace FunctionsJobs.Analytics;

/// <summary>Settings of the analytics store and its HTTP functions; configuration section <c>Analytics</c>.</summary>
public sealed class AnalyticsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Analytics";

    /// <summary>
    /// <c>sqlite</c> or <c>postgres</c>. Default: <c>postgres</c> when <see cref="ConnectionString"/> is there, else <c>sqlite</c>.
    /// </summary>
    public string Provider { get; set; } = "";

    /// <summary>
    /// The PostgreSQL server, in the driver's form (<c>Host=…;Database=…;Username=…;Password=…</c>). Default: the setting
    /// <c>ConnectionStrings:Analytics</c>. A secret. It may be the job store's server and database.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>How PostgreSQL is used.</summary>
    public PostgresOptions Postgres { get; set; } = new();

    /// <summary>
    /// The SQLite file. Default: <c>analytics.db</c> in the data folder (<see cref="LocalDataFolder"/>). Relative paths count from the working directory.
    /// </summary>
    public string DataFile { get; set; } = "";

    /// <summary>How long a write waits for another process that writes to the same file, before it fails as transient. Default 30 s; 1 s to 10 min.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Events that are stored in one transaction. Default 5,000; 1 to 100,000. More is faster and takes more memory per request.</summary>
    public int BatchSize { get; set; } = 5_000;

    /// <summary>Longest line of a body, in bytes; a longer one is rejected and skipped. Default 16,384; 1,024 to 1,048,576.</summary>
    public int MaxLineBytes { get; set; } = 16 * 1024;

    /// <summary>Rejected lines that are named in an answer; all are counted. Default 100; 0 to 10,000.</summary>
    public int MaxReportedErrors { get; set; } = 100;

    /// <summary>Most bytes one compressed body may unpack to. Default 4 GiB. Bodies that are not compressed have no limit of this kind.</summary>
    public long MaxUnpackedBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>
    /// Most bytes a compressed body may unpack to per byte received, once it has unpacked to more than 16 MiB. Default 200; 10 to 2,000.
    /// (Event lines pack to between a fifth and a thirtieth; a bomb to a thousandth.)
    /// </summary>
    public int MaxUnpackRatio { get; set; } = 200;

    /// <summary>How far in the future an event may claim to be, for senders with a wrong clock. Default 1 day; 0 to 366 days.</summary>
    public TimeSpan MaxEventLead { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Most buckets one answer may hold; a longer range is refused. Default 10,000 (a year of hours is 8,784); 1 to 100,000.</summary>
    public int MaxBuckets { get; set; } = 10_000;
}

namespace FunctionsJobs.Cache;

/// <summary>Settings of the cache; configuration section <c>Cache</c>.</summary>
public sealed class CacheOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cache";

    /// <summary><c>memory</c> or <c>redis</c>. Default: <c>redis</c> when <see cref="ConnectionString"/> is there, else <c>memory</c>.</summary>
    public string Provider { get; set; } = "";

    /// <summary>
    /// The Redis server, in the driver's form (<c>host:6379,password=…,ssl=true</c>). Default: the setting <c>ConnectionStrings:Cache</c>. A secret.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>What every key on the Redis server begins with; programs that share a server need one each. Default <c>functionsjobs</c>.</summary>
    public string KeyPrefix { get; set; } = "functionsjobs";

    /// <summary>
    /// Longest wait for an answer of Redis. After the first one that did not come in time, Redis is left alone until it answers again, and nobody waits. Default 250
    /// ms; 10 ms to 10 s.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a Redis server that is left alone is asked for a sign of life. Default 1 s; 50 ms to 10 min.</summary>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one process may hold back others that want the same value, while it computes it. Default 10 s; 100 ms to 10 min.</summary>
    public TimeSpan LockLifetime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most bytes kept in this process; what was used longest ago goes first. Default 64 MiB; 1 MiB to 4 GiB. (With Redis, only what is computed while it is away.)</summary>
    public long MaxMemoryBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Longest value; a longer one is not kept. Default 1 MiB; 1 KiB to 64 MiB, and not above <see cref="MaxMemoryBytes"/>.</summary>
    public int MaxValueBytes { get; set; } = 1024 * 1024;
}

namespace FunctionsJobs.Queues;

/// <summary>Settings of the queue API; configuration section <c>QueueApi</c>.</summary>
public sealed class QueueApiOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "QueueApi";

    /// <summary>Longest body of a submission, in bytes; a longer one is answered with 413 before it is read to its end. Default 256 KiB; 1 KiB to 16 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// Whether answers to submissions of administrators who are bound to no publisher hold the URLs of the durable management API, which carry the host's system key. Default true on the
    /// embedded host, which serves the loopback address, and false in Azure. Turn it off where callers must not hold that key.
    /// </summary>
    public bool DurableUrls { get; set; } = true;

    /// <summary>What is wrong with the settings, or null.</summary>
    public string? Invalid() => MaxBodyBytes is < 1024 or > 16 * 1024 * 1024
        ? $"{Section}:MaxBodyBytes is {MaxBodyBytes}; it must be from 1024 to 16777216."
        : null;
}

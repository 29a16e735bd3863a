namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>Where a task hub is stored, and how carefully.</summary>
internal sealed class SqliteTaskHubOptions
{
    /// <summary>
    /// The database file; created when missing, with its folder. Beside it lie <c>-wal</c> and <c>-shm</c> (SQLite's own) and
    /// <c>.lock</c> and <c>.owner</c> (of the host that has it open).
    /// </summary>
    public required string FilePath { get; init; }

    /// <summary>
    /// Whether a commit waits until the disk has the data, so that it survives a power cut. Without it a commit survives the end of the
    /// process, but not of the machine. Default: <see langword="true"/>.
    /// </summary>
    public bool FlushOnCommit { get; init; } = true;

    /// <summary>Payloads of more bytes of UTF-8 are stored compressed and outside their row. Default: 16 KiB.</summary>
    public int CompressionThreshold { get; init; } = 16 * 1024;

    /// <summary>Payloads of more bytes of UTF-8 are refused with <see cref="PayloadTooLargeException"/>. Default: 32 MiB.</summary>
    public int MaxPayloadSize { get; init; } = 32 * 1024 * 1024;

    /// <summary>The size in bytes beyond which the file must not grow; <see langword="null"/> (the default) for what the disk has.</summary>
    public long? MaxFileSize { get; init; }

    /// <summary>
    /// Bytes in the write-ahead log that begin a checkpoint. Larger ones copy pages that change often less often, smaller ones keep the log
    /// short; it grows to about four times this size under load. Default: 16 MiB.
    /// </summary>
    public int LogSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// Bytes of memory, about, for finished instances that were read lately; reads of those do not go to the file. Zero for none.
    /// Default: 16 MiB.
    /// </summary>
    public int CacheSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many steps share one commit at most; bounds the latency that a burst adds. Default: 1,024.</summary>
    public int MaxStepsPerCommit { get; init; } = 1024;

    /// <summary>How long a write waits for another program that writes to the file. Default: 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the check of the file's structure may take at start. Small files are checked as a whole, of large ones as much as fits;
    /// zero for no check. Default: 100 ms.
    /// </summary>
    public TimeSpan IntegrityCheckBudget { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <exception cref="ArgumentException">A value is out of range, or does not fit another.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(FilePath);
        RequireAtLeast(CompressionThreshold, 256, nameof(CompressionThreshold));
        RequireAtLeast(LogSize, 64 * 1024, nameof(LogSize));
        RequireAtLeast(MaxStepsPerCommit, 1, nameof(MaxStepsPerCommit));
        RequireAtLeast(CacheSize, 0, nameof(CacheSize));
        if (MaxPayloadSize < CompressionThreshold || MaxPayloadSize > 512 * 1024 * 1024)
        {
            throw new ArgumentException(
                $"{nameof(MaxPayloadSize)} is {MaxPayloadSize}; it must be from {nameof(CompressionThreshold)} ({CompressionThreshold}) to 536870912.");
        }

        if (MaxFileSize is { } size && size < 1024 * 1024)
        {
            throw new ArgumentException($"{nameof(MaxFileSize)} is {size}; it must be at least 1048576.");
        }

        if (BusyTimeout < TimeSpan.Zero || BusyTimeout > TimeSpan.FromMinutes(10))
        {
            throw new ArgumentException($"{nameof(BusyTimeout)} is {BusyTimeout}; it must be from 0 to 00:10:00.");
        }

        if (IntegrityCheckBudget < TimeSpan.Zero)
        {
            throw new ArgumentException($"{nameof(IntegrityCheckBudget)} is {IntegrityCheckBudget}; it must not be negative.");
        }
    }

    private static void RequireAtLeast(int value, int least, string name)
    {
        if (value < least)
        {
            throw new ArgumentException($"{name} is {value}; it must be at least {least}.");
        }
    }
}

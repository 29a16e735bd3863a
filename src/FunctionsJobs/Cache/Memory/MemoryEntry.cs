namespace FunctionsJobs.Cache.Memory;

/// <summary>A value kept in this process.</summary>
internal sealed record MemoryEntry(string Key, byte[] Bytes, DateTimeOffset Until)
{
    // Nodes, dictionary entries and object headers, about.
    private const int Overhead = 256;

    /// <summary>What it takes.</summary>
    public long Size => Bytes.Length + (2L * Key.Length) + Overhead;
}

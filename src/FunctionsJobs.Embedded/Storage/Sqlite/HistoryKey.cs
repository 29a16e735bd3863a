namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// The integer key of a history row: instance key and sequence in one number. An integer key is SQLite's fastest to write and to find,
/// and keeps the events of an instance side by side.
/// </summary>
internal static class HistoryKey
{
    private const int SequenceBits = 24;

    /// <summary>The most events of one execution.</summary>
    public const int MaxSequence = (1 << SequenceBits) - 1;

    public static long Of(long instanceKey, int sequence) => (instanceKey << SequenceBits) | (uint)sequence;

    public static long First(long instanceKey) => Of(instanceKey, 0);

    public static long Last(long instanceKey) => Of(instanceKey, MaxSequence);

    public static int SequenceOf(long eventId) => (int)(eventId & MaxSequence);
}

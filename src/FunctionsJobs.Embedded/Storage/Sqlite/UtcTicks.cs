namespace FunctionsJobs.Embedded.Storage.Sqlite;

/// <summary>
/// How times are stored: UTC, in ticks of 100 ns since 0001-01-01, so that every <see cref="DateTime"/> comes back exactly
/// (replayed code may compute with it).
/// </summary>
internal static class UtcTicks
{
    /// <summary>A time of unspecified kind is taken for UTC.</summary>
    public static long From(DateTime time) => time.Kind == DateTimeKind.Local ? time.ToUniversalTime().Ticks : time.Ticks;

    public static DateTime ToDateTime(long ticks) => new(ticks, DateTimeKind.Utc);
}

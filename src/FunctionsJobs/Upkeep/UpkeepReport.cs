namespace FunctionsJobs.Upkeep;

/// <summary>What was done to a database.</summary>
/// <param name="BytesBefore">Its size before, in bytes.</param>
/// <param name="BytesAfter">Its size after, in bytes.</param>
/// <param name="Rewritten">Whether it was rewritten.</param>
public readonly record struct UpkeepReport(long BytesBefore, long BytesAfter, bool Rewritten);

namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>What was done to one database.</summary>
/// <param name="Database"><c>jobs</c> or <c>analytics</c>.</param>
/// <param name="BytesBefore">Its size before, in bytes.</param>
/// <param name="BytesAfter">Its size after, in bytes.</param>
/// <param name="Rewritten">Whether it was rewritten to give free space back.</param>
public sealed record OptimizedDatabaseContract(string Database, long BytesBefore, long BytesAfter, bool Rewritten);

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>How many jobs match.</summary>
/// <param name="Matched">Their number.</param>
public sealed record BulkActionCountContract(int Matched);

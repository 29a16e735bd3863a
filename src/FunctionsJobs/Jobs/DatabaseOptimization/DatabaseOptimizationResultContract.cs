namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>What the job has done.</summary>
public sealed record DatabaseOptimizationResultContract
{
    /// <summary>One entry per database.</summary>
    public required IReadOnlyList<OptimizedDatabaseContract> Databases { get; init; }
}

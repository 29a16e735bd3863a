namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>The data of a <c>maintenance/optimize-database</c> job, as sent.</summary>
public sealed record DatabaseOptimizationContract;

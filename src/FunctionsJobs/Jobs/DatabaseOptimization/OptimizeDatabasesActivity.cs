using FunctionsJobs.Lifecycle;
using FunctionsJobs.Upkeep;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>Brings the planner's statistics of each database up to date, and gives back the space of one that is largely empty. Safe to repeat.</summary>
public sealed class OptimizeDatabasesActivity(IEnumerable<IDatabaseUpkeep> databases, JobExecution execution, ILogger<OptimizeDatabasesActivity> logger)
{
    [Function(nameof(OptimizeDatabasesActivity))]
    public async Task<DatabaseOptimizationResultContract> RunAsync([ActivityTrigger] DatabaseOptimizationPlanContract plan)
    {
        var done = new List<OptimizedDatabaseContract>();
        foreach (var database in databases)
        {
            var report = await database.OptimizeAsync(plan.RewriteAtFreePercent, execution.Cancellation);
            DatabaseOptimizationLog.Optimized(logger, database.Name, report.BytesBefore, report.BytesAfter, report.Rewritten);
            done.Add(new OptimizedDatabaseContract(database.Name, report.BytesBefore, report.BytesAfter, report.Rewritten));
        }

        return new DatabaseOptimizationResultContract { Databases = done };
    }
}

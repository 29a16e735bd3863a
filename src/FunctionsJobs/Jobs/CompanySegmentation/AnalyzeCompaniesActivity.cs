using FunctionsJobs.Companies.Analysis;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>Reads the companies and counts them by what they have in common. Changes nothing.</summary>
public sealed class AnalyzeCompaniesActivity(CompanyJobs jobs, CompanyInsightReader reader, JobExecution execution, ILogger<AnalyzeCompaniesActivity> logger)
{
    [Function(nameof(AnalyzeCompaniesActivity))]
    public async Task<CompanySegmentationResultContract> RunAsync([ActivityTrigger] CompanySegmentationPlanContract plan)
    {
        var job = await jobs.FindAsync(execution.JobId, execution.Cancellation);
        var (insights, notFound) = await reader.ReadAsync(job, plan.Weights, plan.BatchSize, execution);
        CompanySegmentationLog.Done(logger, job.Id, insights.Count, notFound.Count);
        return new CompanySegmentationResultContract { Analysis = CompanyAnalyzer.Of(insights), NotFound = notFound };
    }
}

using FunctionsJobs.Companies.Profiles;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Companies;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>Normalises, deduplicates and completes one batch of companies, together with those that are the same. A repeat changes nothing.</summary>
public sealed class ProcessCompaniesActivity(ICompanyStore store, CompanyJobs jobs, JobExecution execution, ILogger<ProcessCompaniesActivity> logger)
{
    [Function(nameof(ProcessCompaniesActivity))]
    public async Task<CompanyBatchDone> RunAsync([ActivityTrigger] CompanyBatch batch)
    {
        var done = await CompanyBatchWork.RunAsync(
            batch,
            withRelated: true,
            CompanyProfiler.Resolve,
            company => new CompanyOutcome { Id = company.Id, DuplicateOf = company.DuplicateOf },
            store,
            jobs,
            execution);
        CompanyProcessingLog.BatchDone(logger, batch.JobId, done.Companies.Count, done.Changed, done.NotFound.Count);
        return done;
    }
}

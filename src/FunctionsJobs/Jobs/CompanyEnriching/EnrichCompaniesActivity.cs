using FunctionsJobs.Companies.Enrichment;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Companies;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>Derives industry, size and domain facts of one batch of companies. A repeat changes nothing.</summary>
public sealed class EnrichCompaniesActivity(ICompanyStore store, CompanyJobs jobs, JobExecution execution, ILogger<EnrichCompaniesActivity> logger)
{
    [Function(nameof(EnrichCompaniesActivity))]
    public async Task<CompanyBatchDone> RunAsync([ActivityTrigger] CompanyBatch batch)
    {
        var done = await CompanyBatchWork.RunAsync(
            batch,
            withRelated: false,
            companies => companies.Select(company => company with { Enrichment = CompanyEnricher.Of(company) }),
            company => new CompanyOutcome
            {
                Id = company.Id,
                Industry = company.Enrichment?.Industry?.Section,
                Size = company.Enrichment?.Size,
            },
            store,
            jobs,
            execution);
        CompanyEnrichingLog.BatchDone(logger, batch.JobId, done.Companies.Count, done.Changed, done.NotFound.Count);
        return done;
    }
}

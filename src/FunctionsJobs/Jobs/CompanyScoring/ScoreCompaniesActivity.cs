using FunctionsJobs.Companies.Scores;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Companies;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>Scores one batch of companies. A repeat changes nothing.</summary>
public sealed class ScoreCompaniesActivity(ICompanyStore store, CompanyJobs jobs, JobExecution execution, ILogger<ScoreCompaniesActivity> logger)
{
    [Function(nameof(ScoreCompaniesActivity))]
    public async Task<CompanyBatchDone> RunAsync([ActivityTrigger] ScoreBatchContract part)
    {
        var batch = part.Batch;
        var done = await CompanyBatchWork.RunAsync(
            batch,
            withRelated: false,
            companies => companies.Select(company => company with { Score = CompanyScorer.Of(company, part.Weights) }),
            company => new CompanyOutcome { Id = company.Id, Score = company.Score?.Points },
            store,
            jobs,
            execution);
        CompanyScoringLog.BatchDone(logger, batch.JobId, done.Companies.Count, done.Changed, done.NotFound.Count);
        return done;
    }
}

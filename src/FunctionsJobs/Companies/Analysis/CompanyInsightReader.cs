using FunctionsJobs.Companies.Scores;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Companies.Analysis;

/// <summary>Reads the companies of a job with everything that is derived of them.</summary>
public sealed class CompanyInsightReader(ICompanyStore store)
{
    /// <summary>The companies that are there, and the ids that the job's tenant has no company of, in ordinal order of the ids.</summary>
    /// <param name="job">The job.</param>
    /// <param name="weights">Scores those that were not scored.</param>
    /// <param name="batchSize">Companies that are read at once.</param>
    /// <param name="execution">Is told how far it is.</param>
    /// <exception cref="JobFaultException">None of them is there.</exception>
    internal async Task<(IReadOnlyList<CompanyInsight> Insights, IReadOnlyList<string> NotFound)> ReadAsync(
        JobRecord job, ScoreWeights weights, int batchSize, JobExecution execution)
    {
        var ids = CompanyJobs.IdsOf(job);
        var (insights, missing, done) = (new List<CompanyInsight>(), new List<string>(), 0);
        foreach (var batch in ids.Chunk(batchSize))
        {
            var found = await store.FindAsync(job.Tenant, batch, execution.Cancellation);
            insights.AddRange(found.Companies.Select(company => CompanyInsight.Of(company, weights)));
            missing.AddRange(found.Missing);
            await execution.ReportAsync(done += batch.Length, ids.Count, $"{done:N0} of {ids.Count:N0} companies");
        }

        return insights.Count > 0
            ? (insights, missing)
            : throw new JobFaultException(JobFault.Data("companies_not_found", "None of the companies is there."));
    }
}

using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Companies.Work;

/// <summary>Does one batch of a job on companies: reads its ids, derives, tells how far the job is. Again, it finds everything as it should be and changes nothing.</summary>
internal static class CompanyBatchWork
{
    /// <summary>Derives something of the companies of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="withRelated">As in <see cref="ICompanyStore.DeriveAsync"/>.</param>
    /// <param name="derive">As in <see cref="ICompanyStore.DeriveAsync"/>.</param>
    /// <param name="outcome">What is told of a company.</param>
    /// <param name="store">The companies.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="execution">The activity's job.</param>
    public static async Task<CompanyBatchDone> RunAsync(
        CompanyBatch batch,
        bool withRelated,
        Func<IReadOnlyList<CompanyRecord>, IEnumerable<CompanyRecord>> derive,
        Func<CompanyRecord, CompanyOutcome> outcome,
        ICompanyStore store,
        CompanyJobs jobs,
        JobExecution execution)
    {
        var job = await jobs.FindAsync(batch.JobId, execution.Cancellation);
        var ids = CompanyJobs.IdsOf(job);
        var derived = await store.DeriveAsync(job.Tenant, [.. ids.Skip(batch.From).Take(batch.Size)], withRelated, derive, execution.Cancellation);
        var done = Math.Min(batch.From + batch.Size, ids.Count);
        await execution.ReportAsync(done, ids.Count, $"{done:N0} of {ids.Count:N0} companies");
        return new CompanyBatchDone { Companies = [.. derived.Found.Select(outcome)], NotFound = derived.Missing, Changed = derived.Changed.Count };
    }
}

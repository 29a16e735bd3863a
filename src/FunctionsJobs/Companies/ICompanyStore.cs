using FunctionsJobs.JobStore.Index;

namespace FunctionsJobs.Companies;

/// <summary>Companies, per tenant, beside the analytics data.</summary>
/// <remarks>
/// Invariants every implementation keeps:
/// <list type="number">
/// <item>Tenancy: a company belongs to a publisher, or (null) to the index of those who are bound to none. Every call names the tenant it is about, and neither
/// reads nor changes rows of another; the same domain may be there for each. Ids of other tenants answer as missing ones.</item>
/// <item>A tenant has one company per domain, and its id follows from both: storing it twice, or at once from several jobs, leaves one.</item>
/// <item>Newer facts win, whatever order they arrive in: those read earlier than the stored ones change nothing. Facts replace the stored ones as a whole.</item>
/// <item>What jobs derive is gone once what it was derived from changes: all of it with the facts, enrichment and score with the profile, the score with the enrichment. A derivation sees one state of all companies it is about, and its changes are made on that state.</item>
/// <item>What is kept is within <see cref="CompanyBounds"/>, whatever was handed over.</item>
/// <item>One call that writes is one transaction, durable when its task completes; the same call again changes nothing. Writes of one tenant are serialised.</item>
/// <item>Reads see every call that has completed, have a bound, and a defined order.</item>
/// </list>
/// Faults are <see cref="Analytics.AnalyticsStoreException"/>; a cancelled call throws <see cref="OperationCanceledException"/>. The schema is brought up to date with
/// the analytics store's, before anything else is served.
/// </remarks>
public interface ICompanyStore
{
    /// <summary>Most ids that a call takes, and most companies that one answers.</summary>
    const int MaxBatch = 1_000;

    /// <summary>Most companies that one thing in common joins; what more have in common, such as a service's domain, says nothing.</summary>
    const int MaxAlike = 50;

    /// <summary>Most companies that are taken for one.</summary>
    const int MaxRelated = 200;

    /// <summary>Stores what a company's pages say.</summary>
    /// <param name="tenant">The publisher, or null.</param>
    /// <param name="company">The facts.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <returns>The company's id and whether anything was new. Facts that equal the stored ones but for the time they were read are not.</returns>
    /// <exception cref="ArgumentException">The company's URL is not one of a web page.</exception>
    Task<CompanyWrite> UpsertAsync(string? tenant, ScrapedCompany company, CancellationToken cancellation);

    /// <summary>The companies of these ids.</summary>
    /// <param name="tenant">The publisher, or null.</param>
    /// <param name="ids">At most <see cref="MaxBatch"/>; repeats count once.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<FoundCompanies> FindAsync(string? tenant, IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>The companies whose name, domain, industry, keywords or description hold every word of a query; duplicates are left out.</summary>
    /// <remarks>Words are compared whole, whatever their capitals and accents. A match of the name counts most, then domain, industry, description; equals are in order of their domains.</remarks>
    /// <param name="tenant">The publisher, or null.</param>
    /// <param name="query">Free text; only its first <see cref="CompanyWords.MaxQueryWords"/> words count. Without a word, nothing is found.</param>
    /// <param name="limit">At most this many; 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<CompanyRecord>> SearchAsync(string? tenant, string query, int limit, CancellationToken cancellation);

    /// <summary>One page of a tenant's companies, in ordinal order of their ids.</summary>
    /// <param name="tenant">The publisher, or null.</param>
    /// <param name="afterId">Exclusive start, or null for the first page.</param>
    /// <param name="limit">At most this many; 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<CompanyRecord>> ListAsync(string? tenant, string? afterId, int limit, CancellationToken cancellation);

    /// <summary>Derives something of companies and keeps it.</summary>
    /// <param name="tenant">The publisher, or null.</param>
    /// <param name="ids">At most <see cref="MaxBatch"/>; repeats count once.</param>
    /// <param name="withRelated">
    /// Whether companies that are the same one (<see cref="Profiles.CompanyKeys"/>), directly or through others, are derived together, whoever of them was asked for. What more than
    /// <see cref="MaxAlike"/> have in common joins none of them, and where more than <see cref="MaxRelated"/> hang together, each of them stands alone. Companies that were joined with one of
    /// them before are derived as well, in groups of their own if they are related no more.
    /// </param>
    /// <param name="derive">
    /// Answers companies it was handed, with another profile, enrichment, score or duplicate mark; what else differs is not kept. A pure function: it may be called again. Called for one
    /// company or one group of related ones at a time.
    /// </param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<CompanyDerivation> DeriveAsync(
        string? tenant,
        IReadOnlyCollection<string> ids,
        bool withRelated,
        Func<IReadOnlyList<CompanyRecord>, IEnumerable<CompanyRecord>> derive,
        CancellationToken cancellation);

    /// <summary>One page of the companies that hold an e-mail address, whatever its capitals, in ordinal order of tenant and id: for those who ask what is kept about them.</summary>
    /// <param name="scope">Whose companies; all only for those who may see all.</param>
    /// <param name="email">The address.</param>
    /// <param name="after">The last company of the page before, or null for the first.</param>
    /// <param name="limit">At most this many; 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<CompanyRecord>> ListByEmailAsync(TenantScope scope, string email, CompanyRecord? after, int limit, CancellationToken cancellation);
}

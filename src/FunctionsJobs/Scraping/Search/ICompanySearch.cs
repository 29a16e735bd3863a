namespace FunctionsJobs.Scraping.Search;

/// <summary>Finds web pages of companies by words.</summary>
/// <remarks>
/// A provider is asked once per query of a job; the answer is kept with the job. What it answers is read by jobs of their own, which check every address. Faults that another
/// attempt may get over are thrown as <see cref="Lifecycle.JobFaultException"/> of the category <c>network</c>, <c>timeout</c> or <c>system</c>.
/// </remarks>
public interface ICompanySearch
{
    /// <summary>The addresses of the best hits, best first.</summary>
    /// <param name="tenant">The publisher that asks, or null: a provider with an index of its own answers from that publisher's only.</param>
    /// <param name="query">The words.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Cancels the call.</param>
    Task<IReadOnlyList<string>> SearchAsync(string? tenant, string query, int limit, CancellationToken cancellation);
}

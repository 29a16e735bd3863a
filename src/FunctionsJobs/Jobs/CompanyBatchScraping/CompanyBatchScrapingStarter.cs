using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyBatchScraping;

/// <summary>Checks what is to be searched for, and that it does not ask for too much.</summary>
internal sealed class CompanyBatchScrapingStarter(IOptions<CompanyBatchScrapingOptions> options)
    : JobStarter<CompanyBatchScrapingContract, CompanyBatchScrapingPlanContract>
{
    private const int MaxQueries = 100;
    private const int MaxQueryLength = 200;
    private const int MaxResults = 100;
    private const int DefaultResults = 10;

    private readonly CompanyBatchScrapingOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "scraping";

    /// <inheritdoc/>
    public override string Type => "batch";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanyBatchScrapingOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.High;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanyBatchScrapingContract> ContractJson => CompanyBatchScrapingJson.Default.CompanyBatchScrapingContract;

    /// <summary>None of its own: it searches its caller's companies, and what is read becomes its caller's.</summary>
    protected override string? TenantOf(CompanyBatchScrapingContract contract) => null;

    /// <summary>None: the queue's limit per key is one per host, and a search calls none.</summary>
    protected override string? LimitKeyOf(CompanyBatchScrapingContract contract) => "";

    /// <inheritdoc/>
    protected override int? PriorityOf(CompanyBatchScrapingContract contract) => contract.Priority;

    /// <inheritdoc/>
    protected override CompanyBatchScrapingPlanContract? Plan(CompanyBatchScrapingContract contract, FieldErrors errors)
    {
        var (queries, results) = (contract.SearchQueries, contract.MaxResultsPerQuery ?? DefaultResults);
        if (contract.Priority is < 0 or > 100)
        {
            errors.Add("$.data.priority", "must be from 0 to 100");
        }

        if (queries.Count is < 1 or > MaxQueries)
        {
            errors.Add("$.data.search_queries", $"must have 1 to {MaxQueries} queries");
        }

        for (var i = 0; i < Math.Min(queries.Count, MaxQueries); i++)
        {
            if (string.IsNullOrWhiteSpace(queries[i]) || queries[i].Length > MaxQueryLength || queries[i].Any(char.IsControl))
            {
                errors.Add($"$.data.search_queries[{i}]", $"must be 1 to {MaxQueryLength} characters, not blanks alone, without control characters");
            }
        }

        if (results is < 1 or > MaxResults)
        {
            errors.Add("$.data.max_results_per_query", $"must be from 1 to {MaxResults}");
        }
        else if (queries.Count <= MaxQueries && queries.Count * results > _options.MaxCompanies)
        {
            errors.Add(
                "$.data.max_results_per_query", $"must not ask for more than {_options.MaxCompanies} pages in all; {queries.Count} queries of {results} do");
        }

        return errors.IsEmpty ? new CompanyBatchScrapingPlanContract { SearchQueries = queries, MaxResultsPerQuery = results } : null;
    }
}

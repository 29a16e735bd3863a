using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping;
using FunctionsJobs.Scraping.Lists;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyListScraping;

/// <summary>Checks the addresses of a list by what they say. Whether one may be called is its own job's business, whose failure is not the list's.</summary>
internal sealed class CompanyListScrapingStarter(IOptions<CompanyListScrapingOptions> options)
    : JobStarter<CompanyListScrapingContract, CompanyListScrapingPlanContract>
{
    private readonly CompanyListScrapingOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "scraping";

    /// <inheritdoc/>
    public override string Type => "companies";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanyListScrapingOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.High;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanyListScrapingContract> ContractJson => CompanyListScrapingJson.Default.CompanyListScrapingContract;

    /// <summary>None of its own: the companies become its caller's.</summary>
    protected override string? TenantOf(CompanyListScrapingContract contract) => null;

    /// <summary>None: the queue's limit per key is one per host, and a list calls none.</summary>
    protected override string? LimitKeyOf(CompanyListScrapingContract contract) => "";

    /// <inheritdoc/>
    protected override int? PriorityOf(CompanyListScrapingContract contract) => contract.Priority;

    /// <inheritdoc/>
    protected override CompanyListScrapingPlanContract? Plan(CompanyListScrapingContract contract, FieldErrors errors)
    {
        if (contract.Priority is < 0 or > 100)
        {
            errors.Add("$.data.priority", "must be from 0 to 100");
        }

        if (contract.CompanyUrls.Count < 1 || contract.CompanyUrls.Count > _options.MaxCompanies)
        {
            errors.Add("$.data.company_urls", $"must have 1 to {_options.MaxCompanies} addresses");
            return null;
        }

        var urls = new CompanyUrls();
        for (var i = 0; i < contract.CompanyUrls.Count; i++)
        {
            if (contract.CompanyUrls[i] is not { } text || !urls.TryAdd(text))
            {
                errors.Add($"$.data.company_urls[{i}]", TargetUrl.Rule);
            }
        }

        return errors.IsEmpty ? new CompanyListScrapingPlanContract { Total = urls.Count } : null;
    }
}

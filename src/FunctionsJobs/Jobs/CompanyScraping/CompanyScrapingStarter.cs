using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore.Admission;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Scraping;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyScraping;

/// <summary>Checks the address of a company's page. Jobs of one host run one after the other, whoever submitted them.</summary>
internal sealed class CompanyScrapingStarter(IOptions<CompanyScrapingOptions> options) : JobStarter<CompanyScrapingContract, CompanyScrapingPlanContract>
{
    private readonly CompanyScrapingOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "scraping";

    /// <inheritdoc/>
    public override string Type => "company";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanyScrapingOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => QueueCatalogue.High;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanyScrapingContract> ContractJson => CompanyScrapingJson.Default.CompanyScrapingContract;

    /// <summary>None of its own: the company becomes its caller's.</summary>
    protected override string? TenantOf(CompanyScrapingContract contract) => null;

    /// <inheritdoc/>
    protected override string? LimitKeyOf(CompanyScrapingContract contract) =>
        TargetUrl.TryRead(contract.CompanyUrl, out var url) ? TargetUrl.LimitKey(url) : null;

    /// <inheritdoc/>
    protected override int? PriorityOf(CompanyScrapingContract contract) => contract.Priority;

    /// <inheritdoc/>
    protected override CompanyScrapingPlanContract BindTo(CompanyScrapingPlanContract plan, string? tenant) => plan with { PublisherId = tenant };

    /// <inheritdoc/>
    protected override CompanyScrapingPlanContract? Plan(CompanyScrapingContract contract, FieldErrors errors)
    {
        if (!TargetUrl.TryRead(contract.CompanyUrl, out var url))
        {
            errors.Add("$.data.company_url", TargetUrl.Rule);
        }

        if (contract.Priority is < 0 or > 100)
        {
            errors.Add("$.data.priority", "must be from 0 to 100");
        }

        return errors.IsEmpty ? new CompanyScrapingPlanContract { Url = url!.AbsoluteUri } : null;
    }
}

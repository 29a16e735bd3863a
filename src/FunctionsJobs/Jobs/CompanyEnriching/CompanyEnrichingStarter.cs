using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyEnriching;

/// <summary>Checks and plans the job that derives industry, size and facts about the domain: those of the caller's publisher.</summary>
internal sealed class CompanyEnrichingStarter(IOptions<CompanyEnrichingOptions> options, IOptions<CompaniesOptions> companies) : JobStarter<CompanyEnrichingContract, CompanyEnrichingPlanContract>
{
    private readonly CompanyEnrichingOptions _options = options.Value;
    private readonly CompaniesOptions _companies = companies.Value;

    /// <inheritdoc/>
    public override string Queue => "processing";

    /// <inheritdoc/>
    public override string Type => "enrich";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanyEnrichingOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanyEnrichingContract> ContractJson => CompanyEnrichingJson.Default.CompanyEnrichingContract;

    /// <inheritdoc/>
    protected override string? TenantOf(CompanyEnrichingContract contract) => null;

    /// <inheritdoc/>
    protected override CompanyEnrichingPlanContract? Plan(CompanyEnrichingContract contract, FieldErrors errors)
    {
        var ids = CompanyIds.Read(contract.CompanyIds, _companies.MaxIds, errors);
        return errors.IsEmpty ? new CompanyEnrichingPlanContract { Companies = ids.Count, BatchSize = _companies.BatchSize } : null;
    }
}

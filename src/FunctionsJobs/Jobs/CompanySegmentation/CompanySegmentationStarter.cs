using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanySegmentation;

/// <summary>Checks and plans the job that counts companies by what they have in common: those of the caller's publisher.</summary>
internal sealed class CompanySegmentationStarter(IOptions<CompanySegmentationOptions> options, IOptions<CompaniesOptions> companies) : JobStarter<CompanySegmentationContract, CompanySegmentationPlanContract>
{
    private readonly CompanySegmentationOptions _options = options.Value;
    private readonly CompaniesOptions _companies = companies.Value;

    /// <inheritdoc/>
    public override string Queue => "company-analytics";

    /// <inheritdoc/>
    public override string Type => "analyze";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanySegmentationOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanySegmentationContract> ContractJson => CompanySegmentationJson.Default.CompanySegmentationContract;

    /// <inheritdoc/>
    protected override string? TenantOf(CompanySegmentationContract contract) => null;

    /// <inheritdoc/>
    protected override CompanySegmentationPlanContract? Plan(CompanySegmentationContract contract, FieldErrors errors)
    {
        _ = CompanyIds.Read(contract.CompanyIds, _companies.MaxIds, errors);
        return !errors.IsEmpty ? null : new CompanySegmentationPlanContract
        {
            BatchSize = _companies.BatchSize,
            Weights = _companies.Weights,
        };
    }
}

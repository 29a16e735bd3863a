using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyProcessing;

/// <summary>Checks and plans the job that normalises, deduplicates and completes companies: those of the caller's publisher.</summary>
internal sealed class CompanyProcessingStarter(IOptions<CompanyProcessingOptions> options, IOptions<CompaniesOptions> companies) : JobStarter<CompanyProcessingContract, CompanyProcessingPlanContract>
{
    private readonly CompanyProcessingOptions _options = options.Value;
    private readonly CompaniesOptions _companies = companies.Value;

    /// <inheritdoc/>
    public override string Queue => "processing";

    /// <inheritdoc/>
    public override string Type => "companies";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanyProcessingOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanyProcessingContract> ContractJson => CompanyProcessingJson.Default.CompanyProcessingContract;

    /// <inheritdoc/>
    protected override string? TenantOf(CompanyProcessingContract contract) => null;

    /// <inheritdoc/>
    protected override CompanyProcessingPlanContract? Plan(CompanyProcessingContract contract, FieldErrors errors)
    {
        var ids = CompanyIds.Read(contract.CompanyIds, _companies.MaxIds, errors);
        return errors.IsEmpty ? new CompanyProcessingPlanContract { Companies = ids.Count, BatchSize = _companies.BatchSize } : null;
    }
}

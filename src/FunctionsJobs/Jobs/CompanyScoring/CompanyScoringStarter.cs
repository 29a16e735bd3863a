using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Companies;
using FunctionsJobs.Companies.Work;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CompanyScoring;

/// <summary>Checks and plans the job that scores companies: those of the caller's publisher.</summary>
internal sealed class CompanyScoringStarter(IOptions<CompanyScoringOptions> options, IOptions<CompaniesOptions> companies) : JobStarter<CompanyScoringContract, CompanyScoringPlanContract>
{
    private readonly CompanyScoringOptions _options = options.Value;
    private readonly CompaniesOptions _companies = companies.Value;

    /// <inheritdoc/>
    public override string Queue => "processing";

    /// <inheritdoc/>
    public override string Type => "scores";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CompanyScoringOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CompanyScoringContract> ContractJson => CompanyScoringJson.Default.CompanyScoringContract;

    /// <inheritdoc/>
    protected override string? TenantOf(CompanyScoringContract contract) => null;

    /// <inheritdoc/>
    protected override CompanyScoringPlanContract? Plan(CompanyScoringContract contract, FieldErrors errors)
    {
        var ids = CompanyIds.Read(contract.CompanyIds, _companies.MaxIds, errors);
        return errors.IsEmpty ? new CompanyScoringPlanContract { Companies = ids.Count, BatchSize = _companies.BatchSize, Weights = _companies.Weights } : null;
    }
}

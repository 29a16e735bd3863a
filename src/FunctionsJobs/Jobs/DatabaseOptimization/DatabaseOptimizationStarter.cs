using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.DatabaseOptimization;

/// <summary>Checks and plans the optimisation of the databases.</summary>
internal sealed class DatabaseOptimizationStarter(IOptions<DatabaseOptimizationOptions> options) : JobStarter<DatabaseOptimizationContract, DatabaseOptimizationPlanContract>
{
    private readonly DatabaseOptimizationOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "maintenance";

    /// <inheritdoc/>
    public override string Type => "optimize-database";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override bool IsProgramWide => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(DatabaseOptimizationOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 20;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<DatabaseOptimizationContract> ContractJson => DatabaseOptimizationJson.Default.DatabaseOptimizationContract;

    /// <inheritdoc/>
    protected override string? TenantOf(DatabaseOptimizationContract contract) => null;

    /// <inheritdoc/>
    protected override DatabaseOptimizationPlanContract? Plan(DatabaseOptimizationContract contract, FieldErrors errors) =>
        new() { RewriteAtFreePercent = _options.RewriteAtFreePercent };
}

using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.StatisticsUpdate;

/// <summary>Checks and plans the snapshot of the queues.</summary>
internal sealed class StatisticsUpdateStarter(IOptions<StatisticsUpdateOptions> options) : JobStarter<StatisticsUpdateContract, StatisticsUpdatePlanContract>
{
    private readonly StatisticsUpdateOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "maintenance";

    /// <inheritdoc/>
    public override string Type => "update-statistics";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override bool IsProgramWide => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(StatisticsUpdateOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 30;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<StatisticsUpdateContract> ContractJson => StatisticsUpdateJson.Default.StatisticsUpdateContract;

    /// <inheritdoc/>
    protected override string? TenantOf(StatisticsUpdateContract contract) => null;

    /// <inheritdoc/>
    protected override StatisticsUpdatePlanContract? Plan(StatisticsUpdateContract contract, FieldErrors errors) =>
        new() { WindowMinutes = (int)_options.Window.TotalMinutes };
}

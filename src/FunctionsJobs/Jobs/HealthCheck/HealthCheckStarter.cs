using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.HealthCheck;

/// <summary>Checks and plans the health check.</summary>
internal sealed class HealthCheckStarter(IOptions<HealthCheckOptions> options) : JobStarter<HealthCheckContract, HealthCheckPlanContract>
{
    private readonly HealthCheckOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "maintenance";

    /// <inheritdoc/>
    public override string Type => "health-check";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override bool IsProgramWide => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(HealthCheckOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 80;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<HealthCheckContract> ContractJson => HealthCheckJson.Default.HealthCheckContract;

    /// <inheritdoc/>
    protected override string? TenantOf(HealthCheckContract contract) => null;

    /// <inheritdoc/>
    protected override HealthCheckPlanContract? Plan(HealthCheckContract contract, FieldErrors errors) =>
        new() { FailWhenUnhealthy = _options.FailWhenUnhealthy };
}

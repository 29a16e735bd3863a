using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.JobCleanup;

/// <summary>Checks and plans the removal of old jobs.</summary>
internal sealed class JobCleanupStarter(IOptions<JobCleanupOptions> options) : JobStarter<JobCleanupContract, JobCleanupPlanContract>
{
    private readonly JobCleanupOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "maintenance";

    /// <inheritdoc/>
    public override string Type => "job-cleanup";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override bool IsProgramWide => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(JobCleanupOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 20;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<JobCleanupContract> ContractJson => JobCleanupJson.Default.JobCleanupContract;

    /// <inheritdoc/>
    protected override string? TenantOf(JobCleanupContract contract) => null;

    /// <inheritdoc/>
    protected override JobCleanupPlanContract? Plan(JobCleanupContract contract, FieldErrors errors)
    {
        if (contract.OlderThanDays is < 0 or > 3650)
        {
            errors.Add("$.data.older_than_days", "must be from 0 to 3650");
            return null;
        }

        return new JobCleanupPlanContract { OlderThanDays = contract.OlderThanDays };
    }
}

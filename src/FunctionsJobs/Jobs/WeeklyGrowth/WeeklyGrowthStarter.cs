using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.WeeklyGrowth;

/// <summary>Checks the data of a growth job.</summary>
internal sealed class WeeklyGrowthStarter(IOptions<WeeklyGrowthOptions> options) : JobStarter<WeeklyGrowthContract, WeeklyGrowthPlanContract>
{
    private const int MaxWeeks = 52;
    private const int DefaultWeeks = 8;

    private readonly WeeklyGrowthOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "metrics-calculation";

    /// <inheritdoc/>
    public override string Type => "weekly-growth";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(WeeklyGrowthOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<WeeklyGrowthContract> ContractJson => WeeklyGrowthJson.Default.WeeklyGrowthContract;

    /// <inheritdoc/>
    protected override string? TenantOf(WeeklyGrowthContract contract) => contract.PublisherId;

    /// <inheritdoc/>
    protected override WeeklyGrowthPlanContract BindTo(WeeklyGrowthPlanContract plan, string? tenant) => plan with { PublisherId = tenant };

    /// <inheritdoc/>
    protected override WeeklyGrowthPlanContract? Plan(WeeklyGrowthContract contract, FieldErrors errors)
    {
        if (contract.PublisherId is not null && !PublisherId.IsValid(contract.PublisherId))
        {
            errors.Add("$.data.publisherId", PublisherId.Rule);
        }

        if (contract.Weeks is < 1 or > MaxWeeks)
        {
            errors.Add("$.data.weeks", $"must be from 1 to {MaxWeeks}");
        }

        return errors.IsEmpty
            ? new WeeklyGrowthPlanContract { PublisherId = contract.PublisherId, Weeks = contract.Weeks ?? DefaultWeeks, Lifetime = _options.ResultLifetime }
            : null;
    }
}

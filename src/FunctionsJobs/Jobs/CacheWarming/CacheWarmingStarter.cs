using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.CacheWarming;

/// <summary>Checks the data of a warming job: names that are known, each once.</summary>
internal sealed class CacheWarmingStarter(IOptions<CacheWarmingOptions> options) : JobStarter<CacheWarmingContract, CacheWarmingPlanContract>
{
    private readonly CacheWarmingOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "cache-warming";

    /// <inheritdoc/>
    public override string Type => "warm";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CacheWarmingOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CacheWarmingContract> ContractJson => CacheWarmingJson.Default.CacheWarmingContract;

    /// <inheritdoc/>
    protected override string? TenantOf(CacheWarmingContract contract) => contract.PublisherId;

    /// <inheritdoc/>
    protected override CacheWarmingPlanContract BindTo(CacheWarmingPlanContract plan, string? tenant) => plan with { PublisherId = tenant };

    /// <inheritdoc/>
    protected override int? PriorityOf(CacheWarmingContract contract) => contract.Priority;

    /// <inheritdoc/>
    protected override CacheWarmingPlanContract? Plan(CacheWarmingContract contract, FieldErrors errors)
    {
        if (contract.PublisherId is not null && !PublisherId.IsValid(contract.PublisherId))
        {
            errors.Add("$.data.publisherId", PublisherId.Rule);
        }

        if (contract.CacheKeys.Count == 0)
        {
            errors.Add("$.data.cacheKeys", "must name at least one");
        }

        for (var i = 0; i < contract.CacheKeys.Count; i++)
        {
            if (!DashboardQueryNames.All.Contains(contract.CacheKeys[i], StringComparer.Ordinal))
            {
                errors.Add($"$.data.cacheKeys[{i}]", DashboardQueryNames.Rule);
            }
            else if (contract.CacheKeys.Take(i).Contains(contract.CacheKeys[i], StringComparer.Ordinal))
            {
                errors.Add($"$.data.cacheKeys[{i}]", "must not be repeated");
            }
        }

        if (contract.Priority is < 0 or > 100)
        {
            errors.Add("$.data.priority", "must be from 0 to 100");
        }

        return errors.IsEmpty
            ? new CacheWarmingPlanContract
            {
                PublisherId = contract.PublisherId,
                CacheKeys = contract.CacheKeys,
                Parallelism = _options.Parallelism,
                Lifetime = _options.ResultLifetime,
            }
            : null;
    }
}

using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.Cleanup;

/// <summary>Checks and plans a clean-up.</summary>
internal sealed class CleanupStarter(IOptions<CleanupOptions> options, TimeProvider time) : JobStarter<CleanupContract, CleanupPlanContract>
{
    private readonly CleanupOptions _options = options.Value;
    private readonly TimeProvider _time = time;

    /// <inheritdoc/>
    public override string Queue => "cleanup";

    /// <inheritdoc/>
    public override string Type => "cleanup";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override bool IsProgramWide => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(CleanupOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 20;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<CleanupContract> ContractJson => CleanupJson.Default.CleanupContract;

    /// <inheritdoc/>
    protected override string? TenantOf(CleanupContract contract) => null;

    /// <inheritdoc/>
    protected override CleanupPlanContract? Plan(CleanupContract contract, FieldErrors errors)
    {
        if (_options.AgeOf(contract.Type) is not { } age)
        {
            errors.Add("$.data.type", "must be old_logs, expired_tokens, temp_files or old_data");
            return null;
        }

        var before = _time.GetUtcNow() - age;
        if (contract.OlderThan is { } text)
        {
            var least = CleanupOptions.LeastAgeOf(contract.Type);
            if (!Iso8601.TryParse(text, out before))
            {
                errors.Add("$.data.olderThan", Iso8601.Rule);
            }
            else if (before > _time.GetUtcNow() - least)
            {
                errors.Add("$.data.olderThan", $"must be at least {(int)least.TotalDays} days ago, since what is younger may be needed");
            }
        }

        return !errors.IsEmpty ? null : new CleanupPlanContract
        {
            Type = contract.Type,
            Before = before,
            DryRun = contract.DryRun ?? false,
            BatchSize = _options.BatchSize,
        };
    }
}

using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>Checks the data of a metrics job and plans the days that its period touches.</summary>
internal sealed class MetricsCalculationStarter(IOptions<MetricsCalculationOptions> options) : JobStarter<MetricsCalculationContract, MetricsCalculationPlanContract>
{
    private readonly MetricsCalculationOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "metrics-calculation";

    /// <inheritdoc/>
    public override string Type => "calculate";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(MetricsCalculationOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<MetricsCalculationContract> ContractJson => MetricsCalculationJson.Default.MetricsCalculationContract;

    /// <inheritdoc/>
    protected override string? TenantOf(MetricsCalculationContract contract) => contract.PublisherId;

    /// <inheritdoc/>
    protected override MetricsCalculationPlanContract? Plan(MetricsCalculationContract contract, FieldErrors errors)
    {
        if (!PublisherId.IsValid(contract.PublisherId))
        {
            errors.Add("$.data.publisherId", PublisherId.Rule);
        }

        if (!MetricTypeNames.TryParse(contract.MetricType, out _))
        {
            errors.Add("$.data.metricType", "must be performance, revenue or quality");
        }

        if (MetricPeriod.TryParse(contract.Period) is not { } period)
        {
            errors.Add("$.data.period", MetricPeriod.Rule);
            return null;
        }

        var range = period.Range.Covering(Granularity.Day);
        var days = (range.To - range.From).Days;
        if (days > _options.MaxDays)
        {
            errors.Add("$.data.period", $"must have at most {_options.MaxDays} days, and has {days}");
        }

        return errors.IsEmpty
            ? new MetricsCalculationPlanContract
            {
                PublisherId = contract.PublisherId,
                MetricType = contract.MetricType,
                Period = contract.Period,
                FirstDay = DateOnly.FromDateTime(range.From.UtcDateTime),
                Days = days,
                Parallelism = _options.Parallelism,
                Lifetime = _options.ResultLifetime,
            }
            : null;
    }
}

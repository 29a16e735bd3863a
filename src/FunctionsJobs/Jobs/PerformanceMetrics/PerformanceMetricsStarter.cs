using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.PerformanceMetrics;

/// <summary>Checks the data of a performance job: whole days, and no more of them than allowed.</summary>
internal sealed class PerformanceMetricsStarter(IOptions<PerformanceMetricsOptions> options) : JobStarter<PerformanceMetricsContract, PerformanceMetricsPlanContract>
{
    private readonly PerformanceMetricsOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "metrics-calculation";

    /// <inheritdoc/>
    public override string Type => "performance-metrics";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(PerformanceMetricsOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<PerformanceMetricsContract> ContractJson => PerformanceMetricsJson.Default.PerformanceMetricsContract;

    /// <inheritdoc/>
    protected override string? TenantOf(PerformanceMetricsContract contract) => contract.PublisherId;

    /// <inheritdoc/>
    protected override PerformanceMetricsPlanContract BindTo(PerformanceMetricsPlanContract plan, string? tenant) => plan with { PublisherId = tenant };

    /// <inheritdoc/>
    protected override PerformanceMetricsPlanContract? Plan(PerformanceMetricsContract contract, FieldErrors errors)
    {
        if (contract.PublisherId is not null && !PublisherId.IsValid(contract.PublisherId))
        {
            errors.Add("$.data.publisherId", PublisherId.Rule);
        }

        var from = Instant(contract.StartDate, "$.data.startDate", errors);
        var to = Instant(contract.EndDate, "$.data.endDate", errors);
        if (!errors.IsEmpty)
        {
            return null;
        }

        if (to <= from)
        {
            errors.Add("$.data.endDate", "must be after startDate; the range does not include it");
            return null;
        }

        var range = new UtcRange(from, to).Covering(Granularity.Day);
        var days = (range.To - range.From).Days;
        if (days > _options.MaxDays)
        {
            errors.Add("$.data.endDate", $"must be at most {_options.MaxDays} days after startDate; these are {days}");
            return null;
        }

        return new PerformanceMetricsPlanContract
        {
            PublisherId = contract.PublisherId,
            From = DateOnly.FromDateTime(range.From.UtcDateTime),
            To = DateOnly.FromDateTime(range.To.UtcDateTime),
            Lifetime = _options.ResultLifetime,
        };
    }

    private static DateTimeOffset Instant(string text, string path, FieldErrors errors)
    {
        if (!Iso8601.TryParse(text, out var value))
        {
            errors.Add(path, Iso8601.Rule);
        }
        else if (value < RollupCalendar.Earliest || value > RollupCalendar.Latest)
        {
            errors.Add(path, $"must be from {RollupCalendar.Earliest:yyyy-MM-dd} to {RollupCalendar.Latest:yyyy-MM-dd}");
        }

        return value;
    }
}

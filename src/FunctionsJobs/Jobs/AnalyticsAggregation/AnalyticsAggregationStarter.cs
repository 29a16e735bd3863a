using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.AnalyticsAggregation;

/// <summary>Checks the data of an aggregation and plans it: whole buckets, and no more days than allowed.</summary>
internal sealed class AnalyticsAggregationStarter(IOptions<AnalyticsAggregationOptions> options)
    : JobStarter<AnalyticsAggregationContract, AnalyticsAggregationPlanContract>
{
    private readonly AnalyticsAggregationOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "analytics-aggregation";

    /// <inheritdoc/>
    public override string Type => "aggregate";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(AnalyticsAggregationOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<AnalyticsAggregationContract> ContractJson => AnalyticsAggregationJson.Default.AnalyticsAggregationContract;

    /// <inheritdoc/>
    protected override string? TenantOf(AnalyticsAggregationContract contract) => contract.PublisherId;

    /// <inheritdoc/>
    protected override AnalyticsAggregationPlanContract? Plan(AnalyticsAggregationContract contract, FieldErrors errors)
    {
        if (!PublisherId.IsValid(contract.PublisherId))
        {
            errors.Add("$.data.publisherId", PublisherId.Rule);
        }

        if (!AnalyticsNames.TryParse(contract.Granularity, out var granularity))
        {
            errors.Add("$.data.granularity", "must be hour, day, week or month");
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

        // Hours are rolled up day by day, so the shortest span is a day.
        var range = new UtcRange(from, to).Covering(granularity).Covering(Granularity.Day);
        var days = range.Days().Count();
        if (days > _options.MaxDays)
        {
            errors.Add("$.data.endDate", $"must be at most {_options.MaxDays} days after startDate, whole {AnalyticsNames.Of(granularity)}s included; these are {days}");
            return null;
        }

        return new AnalyticsAggregationPlanContract
        {
            PublisherId = contract.PublisherId,
            From = range.From,
            To = range.To,
            Granularity = contract.Granularity,
            Parallelism = _options.Parallelism,
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

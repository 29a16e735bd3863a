using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Cache;
using FunctionsJobs.Cache.Entries;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>Reads the metrics of a period and keeps them in the cache, as <c>metrics:{type}:{period}</c>.</summary>
public sealed class ReadMetricsActivity(IMetricsStore metrics, ResultCache cache, JobExecution execution)
{
    private const int SchemaVersion = 1;

    [Function(nameof(ReadMetricsActivity))]
    public async Task<MetricsCalculationResultContract> RunAsync([ActivityTrigger] ReadMetricsContract step)
    {
        if (!MetricTypeNames.TryParse(step.MetricType, out var type) || MetricPeriod.TryParse(step.Period) is not { } period)
        {
            throw new JobFaultException(JobFault.Data("metric_unknown", $"There is no metric '{step.MetricType}' of '{step.Period}'."));
        }

        var name = $"metrics:{step.MetricType}:{step.Period.Replace('/', '_')}";
        var entry = await cache.GetOrComputeAsync(
            new CacheKey(step.PublisherId, name, SchemaVersion),
            MetricsCalculationJson.Default.MetricsCalculationResultContract,
            new CacheTerms(step.Lifetime, step.StartedAt),
            async cancellation => Result(step, type, period, await metrics.SumAsync(step.PublisherId, type, period.Granularity, period.Range, cancellation)),
            execution.Cancellation);
        return entry.Value;
    }

    private static MetricsCalculationResultContract Result(ReadMetricsContract step, MetricType type, MetricPeriod period, MetricCounts counts) => new()
    {
        PublisherId = step.PublisherId,
        MetricType = step.MetricType,
        Period = step.Period,
        From = period.Range.From,
        To = period.Range.To,
        Performance = type == MetricType.Performance ? PerformanceValuesContract.Of(counts) : null,
        Revenue = type == MetricType.Revenue ? RevenueValuesContract.Of(counts) : null,
        Quality = type == MetricType.Quality ? QualityValuesContract.Of(counts) : null,
    };
}

using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.MetricsCalculation;

/// <summary>Computes the metrics of a day's hours that are out of date, and of the day, week and month around them. A repeat writes the same rows.</summary>
public sealed class CalculateDayActivity(IMetricsStore metrics, IJobStore jobs, JobExecution execution, ILogger<CalculateDayActivity> logger)
{
    [Function(nameof(CalculateDayActivity))]
    public async Task<CalculatedDayContract> RunAsync([ActivityTrigger] CalculateDayContract part)
    {
        if (!MetricTypeNames.TryParse(part.MetricType, out var type))
        {
            throw new JobFaultException(JobFault.Data("metric_type_unknown", $"There is no type of metric '{part.MetricType}'."));
        }

        var hours = await metrics.CalculateDayAsync(part.PublisherId, type, part.Day, execution.Cancellation);
        await jobs.ReportStepAsync(part.JobId, $"metrics/{part.Day:yyyy-MM-dd}", part.TotalSteps, $"Metrics of {part.Day:yyyy-MM-dd}", execution.Cancellation);
        MetricsCalculationLog.DayCalculated(logger, part.JobId, part.MetricType, part.Day, hours);
        return new CalculatedDayContract { Hours = hours };
    }
}

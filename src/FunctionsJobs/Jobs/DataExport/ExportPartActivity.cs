using FunctionsJobs.Analytics;
using FunctionsJobs.Blobs;
using FunctionsJobs.Exports;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>
/// Reads the rows of one slice, page by page, and stages them under ids that follow from the slice alone: a repeat replaces them. Stale roll-ups
/// are computed first, so that an export agrees with the events that had come.
/// </summary>
public sealed class ExportPartActivity(
    IAnalyticsStore analytics, IBlobStore blobs, IJobStore jobs, JobExecution execution, ILogger<ExportPartActivity> logger)
{
    private const int PageSize = 4096;

    [Function(nameof(ExportPartActivity))]
    public async Task<ExportedPartContract> RunAsync([ActivityTrigger] ExportPartContract part)
    {
        var file = ExportFile.Of(part.JobId, part.Plan.File, part.Plan.Format, part.Plan.Compression);
        using var writer = new ExportPartWriter(blobs, file.Blob, part.Index, file.Format, file.IsGzip);
        var range = new UtcRange(part.From, part.To);
        var rows = part.Plan.Granularity == ExportNames.Events
            ? await WriteEventsAsync(part.Plan, range, writer)
            : await WriteRollupsAsync(part.Plan, range, writer);
        await writer.CompleteAsync(rows > 0, execution.Cancellation);
        await jobs.ReportStepAsync(
            part.JobId, $"part/{part.Index}", part.Count + 1, $"Part {part.Index + 1} of {part.Count}: {rows} rows", execution.Cancellation);
        DataExportLog.PartStaged(logger, part.JobId, part.Index, rows, writer.Bytes);
        return new ExportedPartContract { Blocks = writer.Blocks, Rows = rows };
    }

    private async Task<long> WriteEventsAsync(DataExportPlanContract plan, UtcRange range, ExportPartWriter writer)
    {
        var query = QueryOf(plan.Filters, range);
        var rows = 0L;
        using var page = new EventPage(PageSize);
        do
        {
            await analytics.ReadEventsAsync(plan.PublisherId, query, page.End, page, execution.Cancellation);
            for (var i = 0; i < page.Count; i++)
            {
                writer.Rows.Write(page[i]);
            }

            rows += page.Count;
            await writer.StageFullAsync(execution.Cancellation);
        }
        while (page.Count == page.Capacity);

        return rows;
    }

    private async Task<long> WriteRollupsAsync(DataExportPlanContract plan, UtcRange range, ExportPartWriter writer)
    {
        if (!AnalyticsNames.TryParse(plan.Granularity, out var granularity))
        {
            throw new JobFaultException(JobFault.Data("granularity_unknown", $"There is no granularity '{plan.Granularity}'."));
        }

        await RefreshAsync(plan.PublisherId, granularity, range);
        var buckets = await analytics.ReadRollupsAsync(plan.PublisherId, granularity, range, execution.Cancellation);
        foreach (var bucket in buckets)
        {
            writer.Rows.Write(bucket);
        }

        return buckets.Count;
    }

    private async Task RefreshAsync(string publisherId, Granularity granularity, UtcRange range)
    {
        if (granularity != Granularity.Hour)
        {
            await analytics.RollUpAsync(publisherId, granularity, range, execution.Cancellation);
            return;
        }

        foreach (var day in await analytics.ListStaleDaysAsync(publisherId, range, execution.Cancellation))
        {
            await analytics.RollUpHoursAsync(publisherId, day, execution.Cancellation);
        }
    }

    private static EventQuery QueryOf(DataExportFiltersContract? filters, UtcRange range) => new(range)
    {
        Types = filters?.Types?.Select(AnalyticsNames.ParseEventType).ToArray(),
        Countries = filters?.Countries,
        Devices = filters?.Devices?.Select(AnalyticsNames.ParseDevice).ToArray(),
        AdUnits = filters?.AdUnits,
    };
}

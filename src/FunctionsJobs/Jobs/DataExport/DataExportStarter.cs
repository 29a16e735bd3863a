using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Exports;
using FunctionsJobs.Http;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.DataExport;

/// <summary>Checks the data of an export and cuts it into slices of time.</summary>
internal sealed class DataExportStarter(IOptions<DataExportOptions> options) : JobStarter<DataExportContract, DataExportPlanContract>
{
    private const int MaxValues = 100;
    private const int MaxValueLength = 256;
    private const int BucketsPerSlice = 1000;

    // Up to here events are cut by hours, so that a few busy days are still made by several parts at once; and beyond by days.
    private static readonly TimeSpan LongestByHours = TimeSpan.FromDays(8);

    private readonly DataExportOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "data-export";

    /// <inheritdoc/>
    public override string Type => "export";

    /// <inheritdoc/>
    public override bool IsQueueDefault => true;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(DataExportOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 50;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override JsonTypeInfo<DataExportContract> ContractJson => DataExportJson.Default.DataExportContract;

    /// <inheritdoc/>
    protected override string? TenantOf(DataExportContract contract) => contract.PublisherId;

    /// <inheritdoc/>
    protected override DataExportPlanContract? Plan(DataExportContract contract, FieldErrors errors)
    {
        if (!PublisherId.IsValid(contract.PublisherId))
        {
            errors.Add("$.data.publisherId", PublisherId.Rule);
        }

        if (!ExportNames.TryParse(contract.Format, out var format))
        {
            errors.Add("$.data.format", "must be csv, json or ndjson");
        }

        var granularity = Granularity.Day;
        var isEvents = contract.Granularity == ExportNames.Events;
        if (contract.Granularity is { } name && !isEvents && !AnalyticsNames.TryParse(name, out granularity))
        {
            errors.Add("$.data.granularity", "must be event, hour, day, week or month");
        }

        if (contract.Compression is not (null or ExportNames.Gzip or ExportNames.NoCompression))
        {
            errors.Add("$.data.compression", "must be gzip or none");
        }

        CheckFilters(contract.Filters, isEvents, errors);
        var from = Instant(contract.StartDate, "$.data.startDate", errors);
        var to = Instant(contract.EndDate, "$.data.endDate", errors);
        if (errors.IsEmpty && to <= from)
        {
            errors.Add("$.data.endDate", "must be after startDate; the range does not include it");
        }

        if (!errors.IsEmpty)
        {
            return null;
        }

        var range = new UtcRange(from, to);
        range = isEvents ? range : range.Covering(granularity);
        if (range.To - range.From > TimeSpan.FromDays(_options.MaxDays))
        {
            errors.Add("$.data.endDate", $"must be at most {_options.MaxDays} days after startDate, whole buckets included");
            return null;
        }

        var level = isEvents ? ExportNames.Events : AnalyticsNames.Of(granularity);
        var extension = ExportNames.Of(format) + (contract.Compression == ExportNames.Gzip ? ".gz" : "");
        return new DataExportPlanContract
        {
            PublisherId = contract.PublisherId,
            Format = contract.Format,
            Compression = contract.Compression ?? ExportNames.NoCompression,
            Granularity = level,
            From = range.From,
            To = range.To,
            Filters = contract.Filters,
            Slice = isEvents ? (range.To - range.From <= LongestByHours ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1)) : SliceOf(granularity),
            Parallelism = _options.Parallelism,
            File = $"export.{extension}",
            FileName = $"{contract.PublisherId}-{level}-{range.From:yyyyMMdd}-{range.To:yyyyMMdd}.{extension}",
        };
    }

    // Weeks and months: all in one. No range has a thousand of them.
    private static TimeSpan SliceOf(Granularity granularity) => granularity switch
    {
        Granularity.Hour => TimeSpan.FromHours(BucketsPerSlice),
        Granularity.Day => TimeSpan.FromDays(BucketsPerSlice),
        _ => TimeSpan.FromDays(365 * BucketsPerSlice),
    };

    private static void CheckFilters(DataExportFiltersContract? filters, bool isEvents, FieldErrors errors)
    {
        if (filters is null)
        {
            return;
        }

        if (!isEvents)
        {
            errors.Add("$.data.filters", "can be given with the granularity event only: roll-ups are over all events");
        }

        Check(filters.Types, "types", text => AnalyticsNames.TryParseEventType(text, out _), "must be request, impression or click");
        Check(filters.Devices, "devices", text => AnalyticsNames.TryParseDevice(text, out _), "must be mobile, desktop, tablet or other");
        Check(filters.Countries, "countries", text => text.Length == 2 && text.All(char.IsAsciiLetterUpper), "must be an ISO 3166-1 code of two capitals");
        Check(filters.AdUnits, "adUnits", text => text.Length is > 0 and <= MaxValueLength, $"must be 1 to {MaxValueLength} characters");

        void Check(IReadOnlyList<string>? values, string name, Func<string, bool> isValid, string rule)
        {
            if (values is not null && values.Count is 0 or > MaxValues)
            {
                errors.Add($"$.data.filters.{name}", $"must have 1 to {MaxValues} values");
            }

            for (var i = 0; i < Math.Min(values?.Count ?? 0, MaxValues); i++)
            {
                if (values![i] is not { } value || !isValid(value))
                {
                    errors.Add($"$.data.filters.{name}[{i}]", rule);
                }
            }
        }
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

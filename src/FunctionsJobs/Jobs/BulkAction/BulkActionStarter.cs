using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.Analytics;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Jobs.BulkAction;

/// <summary>Checks what is to be done to which jobs. A filter that says nothing is refused: all jobs are named by their statuses or dates.</summary>
internal sealed class BulkActionStarter(IOptions<BulkActionOptions> options) : JobStarter<BulkActionContract, BulkActionPlanContract>
{
    private const int MaxTag = 64;

    private static readonly Dictionary<string, JobState[]> _reach = new(StringComparer.Ordinal)
    {
        ["retry"] = [JobState.Failed, JobState.Cancelled],
        ["cancel"] = [JobState.Scheduled, JobState.Blocked, JobState.Queued, JobState.Running, JobState.Retrying],
        ["remove"] = [JobState.Completed, JobState.Failed, JobState.Cancelled],
    };

    private static readonly Dictionary<string, JobState[]> _statuses = new(StringComparer.Ordinal)
    {
        ["pending"] = [JobState.Scheduled, JobState.Blocked, JobState.Queued],
        ["running"] = [JobState.Running],
        ["retry"] = [JobState.Retrying],
        ["completed"] = [JobState.Completed],
        ["failed"] = [JobState.Failed],
        ["cancelled"] = [JobState.Cancelled],
    };

    private readonly BulkActionOptions _options = options.Value;

    /// <inheritdoc/>
    public override string Queue => "maintenance";

    /// <inheritdoc/>
    public override string Type => "bulk";

    /// <inheritdoc/>
    public override bool IsQueueDefault => false;

    /// <inheritdoc/>
    public override string OrchestratorName => nameof(BulkActionOrchestrator);

    /// <inheritdoc/>
    public override int DefaultPriority => 75;

    /// <inheritdoc/>
    public override JobPolicy DefaultPolicy => _options.Policy;

    /// <inheritdoc/>
    protected override string TenantPath => "$.data.filter.publisherId";

    /// <inheritdoc/>
    protected override JsonTypeInfo<BulkActionContract> ContractJson => BulkActionJson.Default.BulkActionContract;

    /// <inheritdoc/>
    protected override string? TenantOf(BulkActionContract contract) => contract.Filter.PublisherId;

    /// <inheritdoc/>
    protected override BulkActionPlanContract? Plan(BulkActionContract contract, FieldErrors errors)
    {
        var filter = contract.Filter;
        if (filter == new BulkActionFilterContract())
        {
            errors.Add("$.data.filter", "must name at least one of queueName, type, status, tag, publisherId, createdFrom and createdTo");
        }

        if (filter.Type is not null && filter.QueueName is null)
        {
            errors.Add("$.data.filter.type", "must be given together with queueName");
        }

        if (filter.Tag is { Length: 0 or > MaxTag })
        {
            errors.Add("$.data.filter.tag", $"must be 1 to {MaxTag} characters");
        }

        if (filter.PublisherId is { } publisher && !PublisherId.IsValid(publisher))
        {
            errors.Add("$.data.filter.publisherId", PublisherId.Rule);
        }

        var states = StatesOf(contract.Action, filter.Status, errors);
        var from = Instant(filter.CreatedFrom, "$.data.filter.createdFrom", errors);
        var to = Instant(filter.CreatedTo, "$.data.filter.createdTo", errors);
        if (from >= to)
        {
            errors.Add("$.data.filter.createdTo", "must be after createdFrom");
        }

        return !errors.IsEmpty ? null : new BulkActionPlanContract
        {
            Action = contract.Action,
            DryRun = contract.DryRun ?? false,
            Queue = filter.QueueName?.Replace(':', '-'),
            Type = filter.Type,
            States = [.. states.Select(state => state.ToName())],
            Tag = filter.Tag,
            PublisherId = filter.PublisherId,
            CreatedFrom = from,
            CreatedBefore = to,
            MaxJobs = _options.MaxJobs,
            PageSize = _options.PageSize,
        };
    }

    private static JobState[] StatesOf(string action, string? status, FieldErrors errors)
    {
        if (!_reach.TryGetValue(action, out var reach))
        {
            errors.Add("$.data.action", "must be retry, cancel or remove");
            return [];
        }

        if (status is null)
        {
            return action == "retry" ? [JobState.Failed] : reach;
        }

        if (!_statuses.TryGetValue(status, out var states))
        {
            errors.Add("$.data.filter.status", "must be pending, running, retry, completed, failed or cancelled");
            return [];
        }

        if (!states.Any(reach.Contains))
        {
            errors.Add("$.data.filter.status", $"must be one that '{action}' applies to; jobs that are {status} are not");
        }

        return states;
    }

    private static DateTimeOffset? Instant(string? text, string path, FieldErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        if (Iso8601.TryParse(text, out var value))
        {
            return value;
        }

        errors.Add(path, Iso8601.Rule);
        return null;
    }
}

namespace Microsoft.DurableTask.Client;

/// <summary>Which instances a query returns; every condition that is set must hold.</summary>
/// <param name="CreatedFrom">Created at or after.</param>
/// <param name="CreatedTo">Created at or before.</param>
/// <param name="Statuses">In any of these statuses.</param>
/// <param name="TaskHubNames">In any of these task hubs.</param>
/// <param name="InstanceIdPrefix">Begin of the instance id.</param>
/// <param name="PageSize">Most instances per page.</param>
/// <param name="FetchInputsAndOutputs">Whether to read payloads.</param>
/// <param name="ContinuationToken">Where to go on; from an earlier page.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    public const int DefaultPageSize = 100;
}

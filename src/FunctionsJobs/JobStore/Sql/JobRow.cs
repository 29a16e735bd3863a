using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.JobStore.Sql;

/// <summary>A row of the table <c>jobs</c> as the databases give it; turned into a <see cref="JobRecord"/>, whose words it does not share.</summary>
internal sealed class JobRow
{
    /// <summary>The columns, named as the properties.</summary>
    public const string Columns =
        """
        id AS Id, queue AS Queue, type AS Type, name AS Name, tenant AS Tenant, arguments AS Arguments, state AS State, priority AS Priority,
        attempts_max AS AttemptsMax, attempts_made AS AttemptsMade, backoff_type AS BackoffType, backoff_ms AS BackoffMs, timeout_ms AS TimeoutMs,
        progress_step AS ProgressStep, progress_total AS ProgressTotal, progress_message AS ProgressMessage,
        created_at AS CreatedAt, started_at AS StartedAt, finished_at AS FinishedAt, next_attempt_at AS NextAttemptAt, result AS Result,
        error_code AS ErrorCode, error_category AS ErrorCategory, error_retryable AS ErrorRetryable, error_message AS ErrorMessage,
        due_at AS DueAt, ready_at AS ReadyAt, admitted_at AS AdmittedAt,
        cancel_requested_at AS CancelRequestedAt, progress_at AS ProgressAt, progress_percent AS ProgressPercent,
        progress_details AS ProgressDetails, limit_key AS LimitKey, run AS Run, attempts_before AS AttemptsBefore,
        dependencies_left AS DependenciesLeft, dependency_policy AS DependencyPolicy, tags AS Tags, notify_email AS NotifyEmail,
        notify_webhook AS NotifyWebhook, parent_id AS ParentId, parent_run AS ParentRun
        """;

    public required string Id { get; init; }

    public required string Queue { get; init; }

    public required string Type { get; init; }

    public required string Name { get; init; }

    public string? Tenant { get; init; }

    public required string Arguments { get; init; }

    public required string State { get; init; }

    public long Priority { get; init; }

    public long AttemptsMax { get; init; }

    public long AttemptsMade { get; init; }

    public required string BackoffType { get; init; }

    public long BackoffMs { get; init; }

    public long? TimeoutMs { get; init; }

    public long ProgressStep { get; init; }

    public long ProgressTotal { get; init; }

    public string? ProgressMessage { get; init; }

    public long CreatedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? FinishedAt { get; init; }

    public long? NextAttemptAt { get; init; }

    public string? Result { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorCategory { get; init; }

    public long? ErrorRetryable { get; init; }

    public string? ErrorMessage { get; init; }

    public long? DueAt { get; init; }

    public long? ReadyAt { get; init; }

    public long? AdmittedAt { get; init; }

    public long? CancelRequestedAt { get; init; }

    public long? ProgressAt { get; init; }

    public double? ProgressPercent { get; init; }

    public string? ProgressDetails { get; init; }

    public required string LimitKey { get; init; }

    public long Run { get; init; }

    public long AttemptsBefore { get; init; }

    public long DependenciesLeft { get; init; }

    public required string DependencyPolicy { get; init; }

    public string? Tags { get; init; }

    public string? NotifyEmail { get; init; }

    public string? NotifyWebhook { get; init; }

    public string? ParentId { get; init; }

    public long ParentRun { get; init; }

    /// <summary>The row in the store's own words.</summary>
    /// <exception cref="JobStoreException">The row holds a name this version does not know.</exception>
    public JobRecord ToRecord() => new()
    {
        Id = Id,
        Queue = Queue,
        Type = Type,
        Name = Name,
        Tenant = Tenant,
        Arguments = Arguments,
        State = JobStateNames.Parse(State),
        Priority = (int)Priority,
        AttemptsMade = (int)AttemptsMade,
        Policy = new JobPolicy
        {
            Attempts = (int)AttemptsMax,
            Backoff = JobBackoffTypeNames.TryParse(BackoffType, out var backoff) ? backoff : throw Unknown("back-off type", BackoffType),
            BackoffDelay = TimeSpan.FromMilliseconds(BackoffMs),
            Timeout = TimeoutMs is { } timeout ? TimeSpan.FromMilliseconds(timeout) : null,
        },
        Progress = new JobProgress((int)ProgressStep, (int)ProgressTotal, ProgressMessage)
        {
            Reported = ProgressPercent,
            Details = ProgressDetails,
        },
        CreatedAt = Time(CreatedAt)!.Value,
        StartedAt = Time(StartedAt),
        FinishedAt = Time(FinishedAt),
        NextAttemptAt = Time(NextAttemptAt),
        Result = Result,
        Error = ErrorCode is null ? null : ToFault(ErrorCode),
        DueAt = Time(DueAt),
        ReadyAt = Time(ReadyAt),
        AdmittedAt = Time(AdmittedAt),
        CancelRequestedAt = Time(CancelRequestedAt),
        ProgressAt = Time(ProgressAt),
        LimitKey = LimitKey,
        Run = (int)Run,
        AttemptsBefore = (int)AttemptsBefore,
        DependenciesLeft = (int)DependenciesLeft,
        DependencyPolicy = DependencyPolicyNames.TryParse(DependencyPolicy, out var policy) ? policy : throw Unknown("dependency policy", DependencyPolicy),
        ParentId = ParentId,
        ParentRun = (int)ParentRun,
        Tags = Tags,
        Notify = NotifyEmail is null && NotifyWebhook is null ? null : new JobNotify(NotifyEmail, NotifyWebhook),
    };

    private JobFault ToFault(string code) => new()
    {
        Code = code,
        Category = JobFaultCategoryNames.TryParse(ErrorCategory, out var category) ? category : throw Unknown("fault category", ErrorCategory),
        Retryable = ErrorRetryable == 1,
        Message = ErrorMessage ?? "",
    };

    private JobStoreException Unknown(string what, string? name) => new($"The job store holds the unknown {what} '{name}' at job '{Id}'.");

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}

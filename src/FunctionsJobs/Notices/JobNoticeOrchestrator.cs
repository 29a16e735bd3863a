using FunctionsJobs.Lifecycle;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsJobs.Notices;

/// <summary>Tells those who asked to be told that a job has ended: each channel on its own, tried for about two hours.</summary>
/// <remarks>One per run of a job, apart from the job's own orchestration: a job is done when its work is, whether or not a mail server answers.</remarks>
public static class JobNoticeOrchestrator
{
    /// <summary>The instance id of the notices of a run; no job id starts with an underscore.</summary>
    public static string InstanceId(string jobId, int run) => $"{InstanceIdPrefix(jobId)}{run}";

    /// <summary>What the instance ids of all runs of a job start with. Those of a job whose id goes on after a colon do, too: <see cref="IsOf"/>.</summary>
    public static string InstanceIdPrefix(string jobId) => $"_notice:{jobId}:";

    /// <summary>Whether an instance id is that of a run of this job.</summary>
    public static bool IsOf(string jobId, string instanceId) =>
        instanceId.StartsWith(InstanceIdPrefix(jobId), StringComparison.Ordinal) && instanceId.AsSpan(InstanceIdPrefix(jobId).Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>Answers which channels were told.</summary>
    [Function(nameof(JobNoticeOrchestrator))]
    public static async Task<NoticeOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, NoticeRequest request)
    {
        var logger = context.CreateReplaySafeLogger(typeof(JobNoticeOrchestrator));
        var mail = request.Email is null ? null : TrySendAsync(context, nameof(SendMailNoticeActivity), request);
        var webhook = request.Webhook is null ? null : TrySendAsync(context, nameof(SendWebhookNoticeActivity), request);
        var outcome = new NoticeOutcome
        {
            Email = mail is null ? null : await mail,
            Webhook = webhook is null ? null : await webhook,
        };
        foreach (var (channel, result) in new[] { ("mail", outcome.Email), ("webhook", outcome.Webhook) })
        {
            if (result is not (null or NoticeOutcome.Sent))
            {
                NoticeLog.NotSent(logger, channel, request.JobId, result);
            }
        }

        return outcome;
    }

    private static async Task<string> TrySendAsync(TaskOrchestrationContext context, string activityName, NoticeRequest request)
    {
        var policy = new RetryPolicy(
            maxNumberOfAttempts: 12, firstRetryInterval: TimeSpan.FromSeconds(5), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(30))
        {
            HandleFailure = failure => failure.ToJobFault().Retryable,
        };
        try
        {
            await context.CallActivityAsync(activityName, request, TaskOptions.FromRetryPolicy(policy));
            return NoticeOutcome.Sent;
        }
        catch (TaskFailedException e)
        {
            return e.FailureDetails.ToJobFault().Code;
        }
    }
}

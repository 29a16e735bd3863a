using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Security;

/// <summary>
/// Writes refusals of known callers to the audit trail. Those of unknown ones are logged only: anybody can cause them, and would fill the
/// database.
/// </summary>
internal sealed class AccessAuditor(ILogger<AccessAuditor> logger, IJobAudit? audit = null)
{
    private const int MaxQueueNameLength = 64;

    /// <summary>Notes that a caller was refused. A trail that cannot be written does not change the answer; the fault is logged.</summary>
    public async Task RefusedAsync(FunctionContext context, Caller caller)
    {
        if (audit is null)
        {
            return;
        }

        var function = context.FunctionDefinition.Name;
        try
        {
            var jobId = Route(context, "jobId");
            var queue = Route(context, "queueName");
            await audit.AppendAsync(
                caller.Actor, JobActionNames.Refuse, IsName(queue) ? queue : null, JobId.IsValid(jobId) ? jobId : null, function, CancellationToken.None);
        }
        catch (Exception e)
        {
            AccessLog.AuditFailed(logger, e, function, caller.Id);
        }
    }

    private static string? Route(FunctionContext context, string name) =>
        context.BindingContext.BindingData.TryGetValue(name, out var value) ? value as string : null;

    // What callers wrote is kept only where it has the form of a name.
    private static bool IsName(string? queue) =>
        queue is { Length: > 0 and <= MaxQueueNameLength } && queue.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}

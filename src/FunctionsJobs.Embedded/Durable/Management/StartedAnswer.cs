using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>The answer to a call that started an instance: its output if it is over in time, and the links to it otherwise.</summary>
internal sealed class StartedAnswer(IManagedTaskHub hub, ManagementLinks links, StatusCall status, TimeProvider time, CancellationToken stopping)
{
    private const string RetryAfterSeconds = "10";

    /// <param name="context">The request.</param>
    /// <param name="instanceId">The instance that was started.</param>
    /// <param name="timeout">How long to wait for its end; <see langword="null"/> or zero not to wait.</param>
    public async Task SendAsync(HttpContext context, string instanceId, TimeSpan? timeout)
    {
        var ended = timeout > TimeSpan.Zero ? await WaitAsync(context, instanceId, timeout.Value) : null;
        if (ended is null)
        {
            await SendLinksAsync(context, instanceId);
        }
        else if (ended.Status == InstanceStatus.Completed)
        {
            var body = JsonBody.Rent();
            body.Writer.WritePayload(ended.Output);
            await body.SendAsync(context, StatusCodes.Status200OK);
        }
        else
        {
            await status.SendAsync(context, ended, showInput: true, failAs500: false);
        }
    }

    /// <summary>Waits for the end; a host that stops does not keep its callers waiting.</summary>
    private async Task<InstanceRecord?> WaitAsync(HttpContext context, string instanceId, TimeSpan timeout)
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted, stopping);
        try
        {
            return await hub.WaitForCompletionAsync(instanceId, waiting.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested && waiting.IsCancellationRequested)
        {
            return null;
        }
    }

    private Task SendLinksAsync(HttpContext context, string instanceId)
    {
        var instanceUrl = $"{links.OriginOf(context.Request)}{ManagementRoute.BasePath}/instances/{Uri.EscapeDataString(instanceId)}";
        context.Response.Headers.Location = $"{instanceUrl}?{links.HostQuery}";
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        var body = JsonBody.Rent();
        body.Writer.WriteCheckStatus(instanceId, instanceUrl, links.HostQuery);
        return body.SendAsync(context, StatusCodes.Status202Accepted);
    }
}

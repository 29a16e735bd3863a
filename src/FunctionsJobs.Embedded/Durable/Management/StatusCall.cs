using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary><c>GET /instances/{id}</c>: 202 with the next address while the instance runs, 200 when it is over.</summary>
internal sealed class StatusCall(IManagedTaskHub hub, ManagementLinks links)
{
    private const string RetryAfterSeconds = "5";

    public async Task HandleAsync(HttpContext context, string instanceId, ManagementQuery query)
    {
        var showInput = query.Flag("showInput", otherwise: true);
        var showHistory = query.Flag("showHistory", otherwise: false);
        var showHistoryOutput = query.Flag("showHistoryOutput", otherwise: false);
        var failAs500 = query.Flag("returnInternalServerErrorOnFailure", otherwise: false);
        if (await hub.FindAsync(instanceId, context.RequestAborted) is not { } instance)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var history = showHistory && instance.Status != InstanceStatus.Pending
            ? new HistoryView(await hub.ReadHistoryAsync(instance, context.RequestAborted), showHistoryOutput)
            : null;
        await SendAsync(context, instance, showInput, failAs500, history);
    }

    /// <summary>Answers with the status of an instance.</summary>
    /// <param name="context">The request.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="showInput">Whether the input is shown; <c>null</c> stands in its place otherwise.</param>
    /// <param name="failAs500">Whether a failed instance is answered 500 instead of 200.</param>
    /// <param name="history">The events to show; <see langword="null"/> for none.</param>
    public Task SendAsync(HttpContext context, InstanceRecord instance, bool showInput, bool failAs500, HistoryView? history = null)
    {
        var statusCode = StatusCodes.Status200OK;
        if (!InstanceStatus.IsTerminal(instance.Status))
        {
            statusCode = StatusCodes.Status202Accepted;
            context.Response.Headers.Location = links.AddressOf(context.Request);
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
        else if (failAs500 && instance.Status == InstanceStatus.Failed)
        {
            statusCode = StatusCodes.Status500InternalServerError;
        }

        var body = JsonBody.Rent();
        body.Writer.WriteStatus(instance, showInput, history);
        return body.SendAsync(context, statusCode);
    }
}

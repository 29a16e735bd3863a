using System.Diagnostics;
using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary><c>POST /instances/{id}/terminate</c>, <c>/suspend</c> and <c>/resume</c>, each with <c>?reason=</c>; 410 when the instance is over.</summary>
internal sealed class ControlCall(IManagedTaskHub hub)
{
    public async Task HandleAsync(HttpContext context, ManagementCall call, string instanceId, string? reason)
    {
        var cancellation = context.RequestAborted;
        context.Response.StatusCode = await hub.FindAsync(instanceId, cancellation) switch
        {
            null => StatusCodes.Status404NotFound,
            { Status: var status } when InstanceStatus.IsTerminal(status) => StatusCodes.Status410Gone,
            _ => StatusCodes.Status202Accepted,
        };
        if (context.Response.StatusCode == StatusCodes.Status202Accepted)
        {
            await (call switch
            {
                ManagementCall.Terminate => hub.TerminateAsync(instanceId, reason, cancellation),
                ManagementCall.Suspend => hub.SuspendAsync(instanceId, reason, cancellation),
                ManagementCall.Resume => hub.ResumeAsync(instanceId, reason, cancellation),
                _ => throw new UnreachableException(),
            });
        }
    }
}

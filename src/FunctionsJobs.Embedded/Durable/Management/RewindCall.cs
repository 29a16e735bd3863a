using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary><c>POST /instances/{id}/rewind?reason=</c>: lets a failed instance go on; 404 when there is none, 412 when it did not fail.</summary>
internal sealed class RewindCall(IManagedTaskHub hub)
{
    public async Task HandleAsync(HttpContext context, string instanceId, string? reason)
    {
        if (await hub.FindAsync(instanceId, context.RequestAborted) is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var result = await hub.RewindAsync(instanceId, reason, context.RequestAborted);
        if (result.Problem is { } problem)
        {
            throw new ManagementFaultException(StatusCodes.Status412PreconditionFailed, problem);
        }

        context.Response.StatusCode = result.IsFound ? StatusCodes.Status202Accepted : StatusCodes.Status404NotFound;
    }
}

using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// <c>POST /instances/{id}/restart</c> with <c>?restartWithNewInstanceId=</c> (true by default, unlike in the client): runs an instance again
/// with its input, and answers as a start does.
/// </summary>
internal sealed class RestartCall(IManagedTaskHub hub, StartedAnswer answer)
{
    public async Task HandleAsync(HttpContext context, string instanceId, ManagementQuery query)
    {
        var withNewId = query.Flag("restartWithNewInstanceId", otherwise: true);
        var timeout = query.Seconds("timeout");
        _ = query.Seconds("pollingInterval");
        var restarted = await hub.RestartAsync(instanceId, withNewId, context.RequestAborted);
        if (restarted.Status is null)
        {
            throw new ManagementFaultException(StatusCodes.Status400BadRequest, "InstanceId does not match a valid orchestration instance.");
        }

        var id = restarted.InstanceId ?? throw new ManagementFaultException(
            StatusCodes.Status409Conflict, $"The orchestration instance '{instanceId}' is {restarted.Status}: it can be restarted under its own id when it is over.");
        await answer.SendAsync(context, id, timeout);
    }
}

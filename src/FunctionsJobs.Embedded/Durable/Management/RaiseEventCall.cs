using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary><c>POST /instances/{id}/raiseEvent/{eventName}</c>: sends an event with the JSON body as its payload; 410 when the instance is over.</summary>
internal sealed class RaiseEventCall(IManagedTaskHub hub, int maxBodyBytes)
{
    public async Task HandleAsync(HttpContext context, string instanceId, string eventName)
    {
        var instance = await hub.FindAsync(instanceId, context.RequestAborted);
        if (instance is null || InstanceStatus.IsTerminal(instance.Status))
        {
            context.Response.StatusCode = instance is null ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone;
            return;
        }

        if (!RequestBody.IsJson(context.Request))
        {
            throw new ManagementFaultException(StatusCodes.Status400BadRequest, "Only application/json request content is supported");
        }

        var payload = await RequestBody.ReadJsonAsync(context, maxBodyBytes);
        await hub.RaiseEventAsync(instanceId, eventName, payload, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}

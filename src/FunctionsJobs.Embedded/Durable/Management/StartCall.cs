using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary><c>POST /orchestrators/{functionName}/{instanceId?}</c>: starts an instance with the JSON body as its input.</summary>
/// <remarks>
/// <c>pollingInterval</c> is read for the sake of callers that send it, but without use: the host knows at once when an instance is over.
/// </remarks>
internal sealed class StartCall(IManagedTaskHub hub, StartedAnswer answer, int maxBodyBytes)
{
    public async Task HandleAsync(HttpContext context, string orchestrator, string? instanceId, ManagementQuery query)
    {
        var timeout = query.Seconds("timeout");
        _ = query.Seconds("pollingInterval");
        if (instanceId is not null && InstanceIdRules.FindProblem(instanceId) is { } problem)
        {
            throw new ManagementFaultException(StatusCodes.Status400BadRequest, problem);
        }

        if (!hub.HasOrchestrator(orchestrator))
        {
            throw new ManagementFaultException(
                StatusCodes.Status400BadRequest,
                $"The function '{orchestrator}' doesn't exist, is disabled, or is not an orchestrator function.");
        }

        var input = await RequestBody.ReadJsonAsync(context, maxBodyBytes);
        var id = await hub.StartAsync(orchestrator, instanceId, input, query.Text("version"), context.RequestAborted)
            ?? throw new ManagementFaultException(StatusCodes.Status409Conflict, $"An orchestration instance with the id '{instanceId}' exists already and is not over.");
        await answer.SendAsync(context, id, timeout);
    }
}

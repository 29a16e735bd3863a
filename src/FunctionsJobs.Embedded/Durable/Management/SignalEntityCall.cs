using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// <c>POST /entities/{entityName}/{entityKey}?op={operation}</c> and <c>DELETE</c> (the operation <c>delete</c>): sends an operation with the
/// body as its input, JSON or any other text.
/// </summary>
internal sealed class SignalEntityCall(IManagedTaskHub hub, int maxBodyBytes)
{
    public async Task HandleAsync(HttpContext context, EntityInstanceId id, string operation)
    {
        if (!hub.Entities.HasEntity(id.Name))
        {
            throw new ManagementFaultException(
                StatusCodes.Status400BadRequest, $"The function '{id.Name}' doesn't exist, is disabled, or is not an entity function.");
        }

        var isJson = RequestBody.IsJson(context.Request);
        var input = isJson
            ? await RequestBody.ReadJsonAsync(context, maxBodyBytes, "Could not parse JSON content: it is not one JSON value, or nested too deeply")
            : await RequestBody.ReadTextAsync(context, maxBodyBytes);
        await hub.Entities.SignalAsync(id, operation, input, isJson, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary><c>GET /entities/{entityName}/{entityKey}</c>: the state of an entity as it is stored; 404 when it has none.</summary>
internal sealed class ReadEntityCall(IManagedTaskHub hub)
{
    public async Task HandleAsync(HttpContext context, EntityInstanceId id)
    {
        if (await hub.Entities.FindAsync(id, context.RequestAborted) is not { } entity)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var body = JsonBody.Rent();
        body.Writer.WritePayload(entity.State);
        await body.SendAsync(context, StatusCodes.Status200OK);
    }
}

using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary><c>DELETE /instances/{id}</c> and <c>DELETE /instances?createdTimeFrom=…</c>: delete instances that are over, with their histories.</summary>
internal sealed class PurgeCall(IManagedTaskHub hub, TimeProvider time, ILogger logger)
{
    public async Task HandleAsync(HttpContext context, string instanceId)
    {
        if (await hub.FindAsync(instanceId, context.RequestAborted) is not { } instance)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!InstanceStatus.IsTerminal(instance.Status))
        {
            throw new ManagementFaultException(
                StatusCodes.Status412PreconditionFailed,
                $"Only instances that are completed, failed or terminated can be purged; this one is {instance.Status}.");
        }

        await SendCountAsync(context, await hub.PurgeAsync(instanceId, context.RequestAborted) ? 1 : 0);
    }

    public async Task HandleAsync(HttpContext context, ManagementQuery query)
    {
        if (query.Find("createdTimeFrom").IsEmpty)
        {
            // The real host sends a JSON string here, not an object.
            var body = JsonBody.Rent();
            body.Writer.WriteStringValue("Please provide value for 'createdTimeFrom' parameter."u8);
            await body.SendAsync(context, StatusCodes.Status400BadRequest);
            return;
        }

        var (from, to) = query.TimeRange("createdTimeFrom", "createdTimeTo");
        var filter = new InstanceFilter { CreatedFrom = from, CreatedTo = to ?? time.GetUtcNow().UtcDateTime, Statuses = query.Statuses("runtimeStatus") };
        var count = await hub.PurgeAsync(filter, context.RequestAborted);
        if (count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        logger.Purged(count);
        await SendCountAsync(context, count);
    }

    private static Task SendCountAsync(HttpContext context, int count)
    {
        var body = JsonBody.Rent();
        body.Writer.WriteStartObject();
        body.Writer.WriteNumber("instancesDeleted"u8, count);
        body.Writer.WriteEndObject();
        return body.SendAsync(context, StatusCodes.Status200OK);
    }
}

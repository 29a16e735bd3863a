using System.Text.Json;
using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Entities;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// <c>GET /entities</c> and <c>GET /entities/{entityName}</c>: one page of entities that have a state, filtered by the time of their last
/// operation. Paged like the list of instances.
/// </summary>
internal sealed class ListEntitiesCall(IManagedTaskHub hub)
{
    private const int DefaultTop = 100;

    private const int FlushBytes = 32 * 1024;

    public async Task HandleAsync(HttpContext context, string? entityName, ManagementQuery query)
    {
        var top = Math.Min(query.Count("top", DefaultTop), DurableManagementOptions.MaxPageSize);
        var (from, to) = query.TimeRange("lastOperationTimeFrom", "lastOperationTimeTo");
        var filter = new EntityFilter
        {
            EntityIdPrefix = entityName is null ? null : EntityAddress.Parse(entityName, null).ToString(),
            LastModifiedFrom = from,
            LastModifiedTo = to,
            WithPayloads = query.Flag("fetchState", otherwise: false),
        };
        var token = context.Request.Headers[ListCall.ContinuationHeader].ToString();
        var page = await ReadPageAsync(filter, top, token.Length == 0 ? null : token, context.RequestAborted);

        var response = context.Response;
        response.ContentType = JsonBody.ContentType;
        if (page.Continuation is { } next)
        {
            response.Headers[ListCall.ContinuationHeader] = next;
        }

        await using var writer = new Utf8JsonWriter(response.BodyWriter, JsonBody.WriterOptions);
        writer.WriteStartArray();
        foreach (var entity in page.Items)
        {
            Write(writer, entity);
            if (writer.BytesPending + response.BodyWriter.UnflushedBytes > FlushBytes)
            {
                await writer.FlushAsync(context.RequestAborted);
                await response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, EntityRecord entity)
    {
        var id = EntityInstanceId.FromString(entity.EntityId);
        writer.WriteStartObject();
        writer.WriteStartObject("entityId"u8);
        writer.WriteString("name"u8, id.Name);
        writer.WriteString("key"u8, id.Key);
        writer.WriteEndObject();
        writer.WriteString("lastOperationTime"u8, entity.LastModifiedAt.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ"));
        writer.WritePropertyName("state"u8);
        writer.WritePayload(entity.State);
        writer.WriteEndObject();
    }

    private async Task<Page<EntityRecord>> ReadPageAsync(EntityFilter filter, int top, string? token, CancellationToken cancellation)
    {
        try
        {
            return await hub.Entities.ListAsync(filter, top, token, cancellation);
        }
        catch (InvalidContinuationException)
        {
            throw ListCall.InvalidContinuation();
        }
    }
}

using System.Text.Json;
using FunctionsJobs.Embedded.Storage;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// <c>GET /instances</c>: one page of instances, filtered by creation time, status and id prefix. The header
/// <c>x-ms-continuation-token</c> of the answer, sent back with the same query, asks for the next page.
/// </summary>
internal sealed class ListCall(IManagedTaskHub hub)
{
    public const string ContinuationHeader = "x-ms-continuation-token";

    private const int DefaultTop = 100;

    private const int FlushBytes = 32 * 1024;

    public async Task HandleAsync(HttpContext context, ManagementQuery query)
    {
        var showInput = query.Flag("showInput", otherwise: true);
        var top = Math.Min(query.Count("top", DefaultTop), DurableManagementOptions.MaxPageSize);
        var (from, to) = query.TimeRange("createdTimeFrom", "createdTimeTo");
        var filter = new InstanceFilter
        {
            CreatedFrom = from,
            CreatedTo = to,
            Statuses = query.Statuses("runtimeStatus"),
            InstanceIdPrefix = query.Text("instanceIdPrefix"),
            WithPayloads = true,
        };
        var token = context.Request.Headers[ContinuationHeader].ToString();
        var page = await ReadPageAsync(filter, top, token.Length == 0 ? null : token, context.RequestAborted);

        var response = context.Response;
        response.ContentType = JsonBody.ContentType;
        if (page.ContinuationToken is { } next)
        {
            response.Headers[ContinuationHeader] = next;
        }

        await using var writer = new Utf8JsonWriter(response.BodyWriter, JsonBody.WriterOptions);
        writer.WriteStartArray();
        foreach (var instance in page.Instances)
        {
            writer.WriteStatus(instance, showInput);
            if (writer.BytesPending + response.BodyWriter.UnflushedBytes > FlushBytes)
            {
                await writer.FlushAsync(context.RequestAborted);
                await response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }

        writer.WriteEndArray();
    }

    /// <summary>The header is none that this call answers with.</summary>
    public static ManagementFaultException InvalidContinuation()
        => new(StatusCodes.Status400BadRequest, $"The header '{ContinuationHeader}' must be one that an earlier page was answered with.");

    private async Task<InstancePage> ReadPageAsync(InstanceFilter filter, int top, string? token, CancellationToken cancellation)
    {
        try
        {
            return await hub.ListAsync(filter, top, token, cancellation);
        }
        catch (InvalidContinuationException)
        {
            throw InvalidContinuation();
        }
    }
}

using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Http;

/// <summary>
/// Reads a JSON request body strictly and with bounded memory: the size is counted while reading, and depth, repeated keys, unknown members,
/// missing required members and wrong types are refused with the path of the field.
/// </summary>
internal static class JsonBody
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>Reads the body as <typeparamref name="T"/>.</summary>
    /// <param name="request">The request; its body is consumed.</param>
    /// <param name="type">Generated metadata; its options decide about letter case and number handling.</param>
    /// <param name="maxBytes">Longest body; a longer one is refused without being read to its end.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <returns>The value, or the problem to answer with.</returns>
    public static async Task<JsonBodyResult<T>> ReadJsonBodyAsync<T>(
        this HttpRequestData request, JsonTypeInfo<T> type, int maxBytes, CancellationToken cancellation)
        where T : class
    {
        if (request.Headers.TryGetValues("Content-Encoding", out var encodings) && encodings.Any(e => e is not ("" or "identity")))
        {
            return new(HttpStatusCode.UnsupportedMediaType, "A Content-Encoding is not supported here.");
        }

        var bytes = await ReadBoundedAsync(request.Body, maxBytes, cancellation);
        if (bytes is null)
        {
            return new(HttpStatusCode.RequestEntityTooLarge, $"The body must not be longer than {maxBytes} bytes.");
        }

        return Parse(bytes.Value, type);
    }

    private static JsonBodyResult<T> Parse<T>(ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, DocumentOptions);
            var errors = new FieldErrors();
            JsonShape.Check(document.RootElement, type, "$", errors);
            if (!errors.IsEmpty)
            {
                return new(HttpStatusCode.BadRequest, "The body does not have the expected members; see errors.", errors);
            }

            return document.RootElement.Deserialize(type) is { } value
                ? new(value)
                : new(HttpStatusCode.BadRequest, "The body must not be null.");
        }
        catch (JsonException e) when (e.Path is null)
        {
            // Thrown by the reader, whose positions are safe to show and whose messages are not always.
            return new(HttpStatusCode.BadRequest, e.LineNumber is null
                ? "Invalid JSON content."
                : $"Invalid JSON content at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (JsonException e)
        {
            var errors = new FieldErrors();
            errors.Add(e.Path!, "has a value of the wrong type or out of range");
            return new(HttpStatusCode.BadRequest, "A value has the wrong type; see errors.", errors);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBoundedAsync(Stream body, int maxBytes, CancellationToken cancellation)
    {
        var writer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var read = await body.ReadAsync(writer.GetMemory(4096), cancellation);
            if (read == 0)
            {
                return writer.WrittenMemory;
            }

            writer.Advance(read);
            if (writer.WrittenCount > maxBytes)
            {
                return null;
            }
        }
    }
}

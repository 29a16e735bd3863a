using System.Buffers;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Http;

/// <summary>Writes JSON bodies with a generated serialiser.</summary>
internal static class JsonResponses
{
    // Only what JSON demands is escaped: links in answers can be copied. The content type, with nosniff, keeps browsers from reading it as HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers with a value as JSON.</summary>
    public static async Task<HttpResponseData> CreateJsonResponseAsync<T>(
        this HttpRequestData request, HttpStatusCode status, T value, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        return await request.CreateBytesResponseAsync(
            status, "application/json; charset=utf-8", ToBytes(value, type), cancellation);
    }

    /// <summary>Answers <c>{"success": true, "message": …}</c>.</summary>
    public static Task<HttpResponseData> CreateMessageResponseAsync(
        this HttpRequestData request, HttpStatusCode status, string message, CancellationToken cancellation) =>
        request.CreateJsonResponseAsync(status, new ApiMessage(message), ProblemJson.Default.ApiMessage, cancellation);

    internal static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static async Task<HttpResponseData> CreateBytesResponseAsync(
        this HttpRequestData request, HttpStatusCode status, string contentType, byte[] body, CancellationToken cancellation)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("Content-Type", contentType);
        response.Headers.Add("X-Content-Type-Options", "nosniff");
        response.Headers.Add("Cache-Control", "no-store");
        await response.WriteBytesAsync(body, cancellation);
        return response;
    }
}

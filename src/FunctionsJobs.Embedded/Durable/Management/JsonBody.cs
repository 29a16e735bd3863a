using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>
/// A JSON answer that is written to memory first, so that it leaves with its length and in one piece. The buffers of small answers are
/// used again.
/// </summary>
internal sealed class JsonBody
{
    public const string ContentType = "application/json; charset=utf-8";

    private const int MaxKeptBytes = 64 * 1024;

    /// <summary>Addresses keep their <c>&amp;</c> and texts their letters; a JSON answer is no HTML.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static JsonBody? t_free;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    private JsonBody() => Writer = new Utf8JsonWriter(_buffer, WriterOptions);

    public Utf8JsonWriter Writer { get; }

    /// <summary>A body to write to; <see cref="SendAsync"/> ends its use.</summary>
    public static JsonBody Rent()
    {
        var body = t_free ?? new JsonBody();
        t_free = null;
        return body;
    }

    public async Task SendAsync(HttpContext context, int statusCode)
    {
        Writer.Flush();
        var response = context.Response;
        response.StatusCode = statusCode;
        response.ContentType = ContentType;
        response.ContentLength = _buffer.WrittenCount;
        await response.BodyWriter.WriteAsync(_buffer.WrittenMemory, context.RequestAborted);
        if (_buffer.Capacity <= MaxKeptBytes)
        {
            _buffer.ResetWrittenCount();
            Writer.Reset();
            t_free = this;
        }
    }
}

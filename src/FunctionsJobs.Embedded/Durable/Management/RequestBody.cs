using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Reads the body of a request as text: UTF-8, not compressed, of limited size.</summary>
internal static class RequestBody
{
    /// <summary>Deepest nesting of JSON that is taken; the real host's JSON reader has the same limit.</summary>
    public const int MaxJsonDepth = 64;

    private const int FirstBufferBytes = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Whether the body is declared as <c>application/json</c>, with or without parameters.</summary>
    public static bool IsJson(HttpRequest request)
        => MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the body as one JSON value, whatever its content type; <see langword="null"/> when it is empty.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maxBytes">The most bytes to read.</param>
    /// <param name="fault">What is answered when it is no JSON.</param>
    /// <returns>The text as it was sent, without white space around it.</returns>
    /// <exception cref="ManagementFaultException">It is no JSON, nested too deeply, no UTF-8, compressed, or too large.</exception>
    public static Task<string?> ReadJsonAsync(HttpContext context, int maxBytes, string fault = "Invalid JSON content")
        => ReadAsync(context, maxBytes, body => ParseJson(body, fault));

    /// <summary>Reads the body as text, whatever its content type; <see langword="null"/> when it is empty.</summary>
    /// <exception cref="ManagementFaultException">It is no UTF-8, compressed, or too large.</exception>
    public static Task<string?> ReadTextAsync(HttpContext context, int maxBytes) => ReadAsync(context, maxBytes, static body => ParseText(body));

    private static string? ParseText(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return utf8.IsEmpty ? null : StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new ManagementFaultException(StatusCodes.Status400BadRequest, "The request content is not UTF-8");
        }
    }

    private static string? ParseJson(ReadOnlySpan<byte> utf8, string fault)
    {
        utf8 = utf8.Trim(" \t\r\n"u8);
        if (utf8.IsEmpty)
        {
            return null;
        }

        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxJsonDepth });
            while (reader.Read())
            {
            }

            return StrictUtf8.GetString(utf8);
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException)
        {
            throw new ManagementFaultException(StatusCodes.Status400BadRequest, fault);
        }
    }

    private static async Task<string?> ReadAsync(HttpContext context, int maxBytes, Func<ReadOnlySpan<byte>, string?> parse)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            throw new ManagementFaultException(StatusCodes.Status415UnsupportedMediaType, "Compressed request content is not supported");
        }

        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        // The server would refuse at its own limit, and read on after ours when the answer is out.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maxBytes;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted);
                if (read == 0)
                {
                    return parse(WithoutByteOrderMark(buffer.AsSpan(0, length)));
                }

                length += read;
                if (length > maxBytes)
                {
                    throw TooLarge(maxBytes);
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(maxBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    private static ManagementFaultException TooLarge(int maxBytes)
        => new(StatusCodes.Status413PayloadTooLarge, $"The request content is larger than {maxBytes} bytes");
}

using System.Net.Http.Headers;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Reads a request's body into a value: text, bytes, or JSON when the content type says so.</summary>
internal static class RequestBody
{
    public static async ValueTask<object?> ReadAsync(HttpRequestData request, Type target)
    {
        if (target == typeof(string))
        {
            return await request.ReadAsStringAsync();
        }

        if (target == typeof(byte[]))
        {
            return await ReadBytesAsync(request);
        }

        if (target == typeof(Memory<byte>))
        {
            return new Memory<byte>(await ReadBytesAsync(request));
        }

        if (!HasJsonContent(request))
        {
            throw new UnsupportedContentException(target);
        }

        return await WorkerSerializer.Of(request.FunctionContext)
            .DeserializeAsync(request.Body, target, request.FunctionContext.CancellationToken);
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequestData request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.FunctionContext.CancellationToken);
        return buffer.ToArray();
    }

    private static bool HasJsonContent(HttpRequestData request)
        => request.Headers.TryGetValues("Content-Type", out var values)
            && MediaTypeHeaderValue.TryParse(values.FirstOrDefault(), out var type)
            && (string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
                || type.MediaType?.EndsWith("+json", StringComparison.OrdinalIgnoreCase) == true);
}

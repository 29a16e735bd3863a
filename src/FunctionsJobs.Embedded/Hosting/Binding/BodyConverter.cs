using System.Net.Http.Headers;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Hosting.Binding;

/// <summary>Reads the request's body into a parameter: text, bytes, or JSON when the content type says so.</summary>
internal sealed class BodyConverter : IInputConverter
{
    public async ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        var request = await context.FunctionContext.GetHttpRequestDataAsync();
        if (request is null)
        {
            return ConversionResult.Unhandled();
        }

        return ConversionResult.Success(await ReadAsync(request, context.TargetType));
    }

    private static async ValueTask<object?> ReadAsync(HttpRequestData request, Type target)
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
            throw new FunctionInputConverterException($"A body of type {target.Name} needs a JSON content type.");
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

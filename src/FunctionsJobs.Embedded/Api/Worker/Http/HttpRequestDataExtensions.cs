using System.Net;
using System.Text;
using Azure.Core.Serialization;
using FunctionsJobs.Embedded.Hosting.Invocation;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Reads bodies and creates responses.</summary>
public static class HttpRequestDataExtensions
{
    private const int ReadBufferSize = 1024;

    public static async Task<string?> ReadAsStringAsync(this HttpRequestData request, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = OpenReader(request, encoding);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Reads synchronously; prefer <see cref="ReadAsStringAsync"/>.</summary>
    public static string? ReadAsString(this HttpRequestData request, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var reader = OpenReader(request, encoding);
        return reader.ReadToEnd();
    }

    /// <summary>Reads the body with the worker's serializer.</summary>
    /// <exception cref="AggregateException">The body could not be read; the inner exception says why. A plain exception would be
    /// handier, but the real worker wraps it, and code has to meet the same in both hosts.</exception>
    public static ValueTask<T?> ReadFromJsonAsync<T>(this HttpRequestData request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReadFromJsonAsync<T>(request, WorkerSerializer.Of(request.FunctionContext), cancellationToken);
    }

    /// <inheritdoc cref="ReadFromJsonAsync{T}(HttpRequestData, CancellationToken)"/>
    public static async ValueTask<T?> ReadFromJsonAsync<T>(
        this HttpRequestData request, ObjectSerializer serializer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(serializer);
        try
        {
            return (T?)await serializer.DeserializeAsync(request.Body, typeof(T), cancellationToken);
        }
        catch (Exception exception)
        {
            throw new AggregateException(exception);
        }
    }

    public static HttpResponseData CreateResponse(this HttpRequestData request, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.CreateResponse();
        response.StatusCode = statusCode;
        return response;
    }

    private static StreamReader OpenReader(HttpRequestData request, Encoding? encoding)
        => new(request.Body, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true, ReadBufferSize, leaveOpen: true);
}

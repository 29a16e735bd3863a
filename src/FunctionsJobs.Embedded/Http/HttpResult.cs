using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Sends what a function returned.</summary>
internal static class HttpResult
{
    private const int CopyBufferSize = 64 * 1024;

    /// <summary>
    /// A response as it is; nothing as 204; text as <c>text/plain</c>; bytes as they are; everything else as JSON by the worker's serializer.
    /// </summary>
    public static async Task SendAsync(HttpInvocationContext context)
    {
        var http = context.Http;
        switch (((HttpTrigger)context.Function.Trigger).AnswerIn(context.Result))
        {
            case HttpResponseData response:
                await SendAsync(http, response);
                break;
            case null:
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case string text:
                await SendAsync(http, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                await SendAsync(http, "application/octet-stream", bytes);
                break;
            case var value:
                var json = await context.Serializer.SerializeAsync(value, value.GetType(), context.Http.RequestAborted);
                await SendAsync(http, "application/json; charset=utf-8", json.ToMemory());
                break;
        }
    }

    private static Task SendAsync(HttpContext http, string contentType, ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = contentType;
        return SendAsync(http, body);
    }

    private static async Task SendAsync(HttpContext http, HttpResponseData response)
    {
        http.Response.StatusCode = (int)response.StatusCode;
        CopyHeaders(http, response.Headers);
        var own = response as EmbeddedHttpResponseData;
        foreach (var cookie in own?.CookieList ?? [])
        {
            http.Response.Cookies.Append(cookie.Name, cookie.Value, ResponseCookies.OptionsOf(cookie));
        }

        var body = own is null ? response.Body : own.BodyOrNull;
        if (body is null)
        {
            await SendAsync(http, ReadOnlyMemory<byte>.Empty);
        }
        else
        {
            await using (body)
            {
                await SendAsync(http, body);
            }
        }
    }

    private static async Task SendAsync(HttpContext http, Stream body)
    {
        if (body is SpooledStream spooled && spooled.TryGetBuffer(out var content))
        {
            await SendAsync(http, content);
        }
        else if (!body.CanRead)
        {
            await SendAsync(http, ReadOnlyMemory<byte>.Empty);
        }
        else if (body.CanSeek)
        {
            body.Position = 0;
            http.Response.ContentLength = body.Length;
            if (MayHaveBody(http))
            {
                await body.CopyToAsync(http.Response.Body, CopyBufferSize, http.RequestAborted);
            }
        }
        else if (MayHaveBody(http))
        {
            await StreamAsync(http, body);
        }
    }

    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        if (MayHaveContent(http))
        {
            http.Response.ContentLength = body.Length;
        }

        if (!body.IsEmpty && MayHaveBody(http))
        {
            await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted);
        }
    }

    // A stream without an end in sight: what it yields goes out at once.
    private static async Task StreamAsync(HttpContext http, Stream body)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBufferSize);
        try
        {
            await http.Response.StartAsync(http.RequestAborted);
            int read;
            while ((read = await body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                await http.Response.BodyWriter.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void CopyHeaders(HttpContext http, HttpHeadersCollection headers)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                http.Response.ContentLength = long.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
            }
            else if (values.Count == 1)
            {
                http.Response.Headers[name] = values.ToString();
            }
            else
            {
                http.Response.Headers[name] = values.ToArray();
            }
        }
    }

    private static bool MayHaveContent(HttpContext http) => http.Response.StatusCode is >= 200 and not (204 or 205 or 304);

    private static bool MayHaveBody(HttpContext http) => MayHaveContent(http) && !HttpMethods.IsHead(http.Request.Method);
}

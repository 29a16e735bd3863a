using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>
/// A response while a function makes it. What is written to <see cref="Body"/> is kept until the function has returned, in memory and
/// beyond a limit in a temporary file, so that status and headers can change to the end. To send while data is made, set
/// <see cref="Body"/> to a readable stream: it is copied to the caller as it yields, then disposed.
/// </summary>
internal sealed class EmbeddedHttpResponseData(FunctionContext context, ResponseSpool spool) : HttpResponseData(context)
{
    private HttpHeadersCollection _headers = [];
    private Stream? _body;
    private ResponseCookies? _cookies;

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers
    {
        get => _headers;
        set => _headers = value ?? throw new InvalidOperationException("The headers must not be null.");
    }

    public override Stream Body
    {
        get => _body ??= new SpooledStream(spool);
        set => _body = value ?? throw new InvalidOperationException("The body must not be null.");
    }

    public override HttpCookies Cookies => _cookies ??= new ResponseCookies();

    /// <summary>The body, or <see langword="null"/> when nobody asked for it.</summary>
    public Stream? BodyOrNull => _body;

    /// <summary>Cookies to set.</summary>
    public IReadOnlyList<IHttpCookie> CookieList => _cookies?.All ?? [];
}

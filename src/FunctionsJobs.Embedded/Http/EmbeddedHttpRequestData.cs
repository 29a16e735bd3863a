using System.Collections.Specialized;
using System.Security.Claims;
using System.Web;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Http;

/// <summary>A request as the function sees it; headers, cookies, address and query are built when asked for.</summary>
internal sealed class EmbeddedHttpRequestData(HttpInvocationContext context, ResponseSpool spool) : HttpRequestData(context)
{
    private HttpHeadersCollection? _headers;
    private IReadOnlyCollection<IHttpCookie>? _cookies;
    private NameValueCollection? _query;
    private Uri? _url;

    /// <summary>The body as it arrives from the network: it can be read once, and is not seekable.</summary>
    public override Stream Body => context.Http.Request.Body;

    public override HttpHeadersCollection Headers => _headers ??= ReadHeaders();

    public override IReadOnlyCollection<IHttpCookie> Cookies => _cookies ??= ReadCookies();

    public override Uri Url => _url ??= new Uri(context.Http.Request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => context.Http.User.Identities;

    public override string Method => context.Http.Request.Method;

    public override NameValueCollection Query => _query ??= HttpUtility.ParseQueryString(context.Http.Request.QueryString.Value ?? "");

    public override HttpResponseData CreateResponse() => new EmbeddedHttpResponseData(FunctionContext, spool);

    private HttpHeadersCollection ReadHeaders()
    {
        var headers = new HttpHeadersCollection();
        foreach (var (name, values) in context.Http.Request.Headers)
        {
            headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        return headers;
    }

    // Names and values as sent: the real worker does not decode them either.
    private List<IHttpCookie> ReadCookies()
    {
        var cookies = new List<IHttpCookie>();
        foreach (var part in context.Http.Request.Headers.Cookie.ToString().Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            cookies.Add(equals < 0 ? new HttpCookie(part, "") : new HttpCookie(part[..equals], part[(equals + 1)..]));
        }

        return cookies;
    }
}

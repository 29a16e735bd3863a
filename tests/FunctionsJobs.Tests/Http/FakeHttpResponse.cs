using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Tests.Http;

/// <summary>An answer kept in memory.</summary>
internal sealed class FakeHttpResponse(FunctionContext context) : HttpResponseData(context)
{
    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => throw new NotSupportedException("No answer of this application sets a cookie.");
}

internal static class FakeHttpResponseReading
{
    public static string Text(this HttpResponseData response) => Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());

    public static JsonElement Json(this HttpResponseData response) => JsonDocument.Parse(response.Text()).RootElement;

    public static string ContentType(this HttpResponseData response) => string.Join(",", response.Headers.GetValues("Content-Type"));
}

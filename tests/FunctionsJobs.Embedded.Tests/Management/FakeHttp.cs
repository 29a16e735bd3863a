using System.Net;
using System.Security.Claims;
using System.Text;
using Azure.Core.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Moq;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>A request as function code gets it, without a server.</summary>
internal sealed class FakeRequest(string url, FunctionContext context) : HttpRequestData(context)
{
    public override Stream Body { get; } = Stream.Null;

    public override HttpHeadersCollection Headers { get; } = [];

    public override IReadOnlyCollection<IHttpCookie> Cookies { get; } = [];

    public override Uri Url { get; } = new(url);

    public override IEnumerable<ClaimsIdentity> Identities { get; } = [];

    public override string Method => "POST";

    public override HttpResponseData CreateResponse() => new FakeResponse(FunctionContext);

    /// <summary>A request to a function of an app with the default serializer and the given services.</summary>
    public static FakeRequest To(string url, params object[] services)
    {
        var all = new ServiceCollection().AddSingleton(Options.Create(new WorkerOptions { Serializer = new JsonObjectSerializer() }));
        foreach (var service in services)
        {
            all.AddSingleton(service.GetType(), service);
        }

        var context = new Mock<FunctionContext>();
        context.Setup(c => c.InstanceServices).Returns(all.BuildServiceProvider());
        return new FakeRequest(url, context.Object);
    }
}

/// <summary>An answer that keeps its body in memory.</summary>
internal sealed class FakeResponse(FunctionContext context) : HttpResponseData(context)
{
    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => throw new NotSupportedException();

    public string Text => Encoding.UTF8.GetString(((MemoryStream)Body).ToArray());

    /// <summary>Headers as lines, ordered by name.</summary>
    public IEnumerable<string> HeaderLines => Headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
}

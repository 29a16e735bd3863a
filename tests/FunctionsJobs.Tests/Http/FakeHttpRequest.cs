using System.Security.Claims;
using System.Text;
using FunctionsJobs.Tests.Security.Harness;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Moq;

namespace FunctionsJobs.Tests.Http;

/// <summary>A request that came over no network, for tests of one function. An administrator of all publishers sends it.</summary>
internal sealed class FakeHttpRequest : HttpRequestData
{
    public const string InvocationId = "invocation-1";

    public FakeHttpRequest(string method, string pathAndQuery, Stream? body = null, FunctionContext? context = null)
        : base(context ?? NewContext())
    {
        Method = method;
        Url = new Uri("http://127.0.0.1:7071" + pathAndQuery);
        Body = body ?? Stream.Null;
    }

    public override Stream Body { get; }

    public override HttpHeadersCollection Headers { get; } = [];

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url { get; }

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method { get; }

    public static FakeHttpRequest Post(string path, string body) => new("POST", path, new MemoryStream(Encoding.UTF8.GetBytes(body)));

    public static FakeHttpRequest Get(string pathAndQuery) => new("GET", pathAndQuery);

    public override HttpResponseData CreateResponse() => new FakeHttpResponse(FunctionContext);

    private static FunctionContext NewContext()
    {
        var context = new Mock<FunctionContext>();
        context.Setup(c => c.InvocationId).Returns(InvocationId);
        context.Setup(c => c.Items).Returns(new Dictionary<object, object>());
        context.Object.CalledBy(TestTokens.Caller());
        return context.Object;
    }
}

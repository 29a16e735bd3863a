using System.Net;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Embedded.Tests.Http;

public class HttpRoutingTests
{
    [Theory]
    [InlineData("/api/jobs/latest", "literal")]
    [InlineData("/api/jobs/12", "number 12")]
    [InlineData("/api/jobs/abc", "text abc")]
    [InlineData("/api/JOBS/Latest/", "literal")]
    [InlineData("/api/files/a/b%20c/d.txt", "file a/b c/d.txt")]
    [InlineData("/api/files", "file ")]
    [InlineData("/api/DefaultRoute", "default")]
    [InlineData("/api/codes/AB12", "code AB12")]
    public async Task Request_WhenSeveralRoutesCouldAnswer_ReachesTheClosest(string path, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        Assert.Equal(expected, await host.GetAsync(path));
    }

    [Theory]
    [InlineData("/api/nothing")]
    [InlineData("/jobs/latest")]
    [InlineData("/api/codes/ABC")]
    [InlineData("/")]
    [InlineData("/admin/other")]
    public async Task Request_WhenNoRouteFits_IsAnsweredWithAProblem(string path)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Request_WhenTheMethodIsNotDeclared_IsAnswered405WithTheDeclaredOnes(string method)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/jobs/latest");

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("PATCH")]
    public async Task Request_WhenTheFunctionDeclaresNoMethods_TakesAll(string method)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/DefaultRoute");

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Request_WhenHeadIsDeclared_AnswersHeadersOnly()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/head");

        using var response = await host.Client.SendAsync(request);

        Assert.Equal(4, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Routes_WhenThePrefixIsEmpty_BeginAtTheRoot()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions), typeof(Root)],
            HostJson = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""",
        });

        Assert.Equal("home", await host.GetAsync("/"));
        Assert.Equal("literal", await host.GetAsync("/jobs/latest"));
    }

    public static class Functions
    {
        [Function("Latest")]
        public static string Latest([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/latest")] HttpRequestData request) => "literal";

        [Function("ByNumber")]
        public static string ByNumber([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{number:int}")] HttpRequestData request, int number) => $"number {number}";

        [Function("ByText")]
        public static string ByText([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "jobs/{text}")] HttpRequestData request, string text) => $"text {text}";

        [Function("Files")]
        public static string Files([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*path}")] HttpRequestData request, string? path) => $"file {path}";

        [Function("Codes")]
        public static string Codes([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "codes/{code:regex(^[A-Z]{{2}}\\d\\d$)}")] HttpRequestData request, string code) => $"code {code}";

        [Function("DefaultRoute")]
        public static string Default([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestData request) => "default";

        [Function("Head")]
        public static string Head([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "head")] HttpRequestData request) => "head";
    }

    public static class Root
    {
        [Function("Home")]
        public static string Home([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/")] HttpRequestData request) => "home";
    }
}

using System.Net;
using System.Text.Json;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Tests.Http;

public sealed class ProblemMiddlewareTests
{
    private const string Secret = "the connection string";

    [Theory]
    [InlineData("/throws", HttpStatusCode.InternalServerError, "urn:functionsjobs:problem:internal-error")]
    [InlineData("/too-large", HttpStatusCode.RequestEntityTooLarge, "urn:functionsjobs:problem:too-large")]
    [InlineData("/unreadable", HttpStatusCode.BadRequest, "urn:functionsjobs:problem:invalid-request")]
    public async Task Invoke_WhenAFunctionThrows_AnswersAProblemWithoutInternals(string path, HttpStatusCode status, string type)
    {
        var data = Directory.CreateTempSubdirectory("problem-host-");
        var builder = FunctionsApplication.CreateBuilder(["--port", "0", "--EmbeddedHost:DataFolder", data.FullName]);
        builder.UseFunctionsOf(typeof(FailingFunctions));
        builder.UseMiddleware<ProblemMiddleware>();
        builder.Logging.ClearProviders();
        using (var host = builder.Build())
        {
            await host.StartAsync();
            using var client = new HttpClient { BaseAddress = host.GetListeningAddress() };
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            var body = await response.Content.ReadAsStringAsync();
            Assert.Equal(status, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
            var problem = JsonDocument.Parse(body).RootElement;
            Assert.Equal(type, problem.GetProperty("type").GetString());
            Assert.False(string.IsNullOrEmpty(problem.GetProperty("traceId").GetString()));
            await host.StopAsync();
        }

        data.Delete(recursive: true);
    }

    public static class FailingFunctions
    {
        [Function("throws")]
        public static HttpResponseData Throws([HttpTrigger(HttpAccess.Open, "get", Route = "throws")] HttpRequestData request) =>
            throw new InvalidOperationException($"{Secret} of {request.Url}");

        [Function("too-large")]
        public static HttpResponseData TooLarge([HttpTrigger(HttpAccess.Open, "get", Route = "too-large")] HttpRequestData request) =>
            throw new BadHttpRequestException($"{Secret} of {request.Url}", StatusCodes.Status413PayloadTooLarge);

        [Function("unreadable")]
        public static HttpResponseData Unreadable([HttpTrigger(HttpAccess.Open, "get", Route = "unreadable")] HttpRequestData request) =>
            throw new BadHttpRequestException($"{Secret} of {request.Url}");
    }
}

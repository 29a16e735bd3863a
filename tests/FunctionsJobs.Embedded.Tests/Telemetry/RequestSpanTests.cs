using System.Diagnostics;
using System.Net;
using System.Text.Json;
using FunctionsJobs.Embedded.Telemetry;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Telemetry;

/// <summary>One trace from the caller's header through the request to the orchestration.</summary>
public sealed class RequestSpanTests
{
    [Fact]
    public async Task Request_WhenItBringsATrace_IsGoneOnWithToTheActivity()
    {
        using var recorder = new SpanRecorder(RequestSpan.SourceName, DurableSource.Name);
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await SendAsync(host, recorder, HttpMethod.Post, "/api/begin/one?code=secret-key&sig=secret-signature");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var request = await recorder.OneAsync("POST /api/begin/{name}", ActivityKind.Server);
        var create = await recorder.OneAsync("create_orchestration:TracedOrchestration", ActivityKind.Producer);
        var orchestration = await recorder.OneAsync("orchestration:TracedOrchestration", ActivityKind.Server);
        await recorder.OneAsync("activity:TracedActivity", ActivityKind.Server);
        Assert.Equal(recorder.Root.SpanId, request.ParentSpanId);
        Assert.Equal(request.SpanId, create.ParentSpanId);
        Assert.Equal(create.SpanId, orchestration.ParentSpanId);
        Assert.Equal("/api/begin/one", request.GetTagItem("url.path"));
        Assert.Equal("POST", request.GetTagItem("http.request.method"));
        Assert.Equal(200, request.GetTagItem("http.response.status_code"));
        Assert.All(recorder.Spans, span => Assert.DoesNotContain("secret", Text(span), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Problem_WhenARequestFails_CarriesTheTraceIdOfItsSpan()
    {
        using var recorder = new SpanRecorder(RequestSpan.SourceName);
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await SendAsync(host, recorder, HttpMethod.Get, "/api/breaks");

        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        var request = await recorder.OneAsync("GET /api/breaks", ActivityKind.Server);
        Assert.Equal(request.TraceId.ToHexString(), problem.GetProperty("traceId").GetString());
        Assert.Equal(500, request.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Error, request.Status);
    }

    private static string Text(Activity span)
        => $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.Select(e => $"{e.Name} {string.Join(' ', e.Tags)}"))}";

    private static async Task<HttpResponseMessage> SendAsync(TestHost host, SpanRecorder recorder, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("traceparent", recorder.Root.Id);
        return await host.Client.SendAsync(request);
    }

    public static class Functions
    {
        [Function("Begin")]
        public static async Task<string> Begin(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "begin/{name}")] HttpRequestData request, [DurableClient] DurableTaskClient client, string name)
        {
            ArgumentNullException.ThrowIfNull(request);
            var id = await client.ScheduleNewOrchestrationInstanceAsync("TracedOrchestration", name);
            await client.WaitForInstanceCompletionAsync(id);
            return id;
        }

        [Function("Breaks")]
        public static string Breaks([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "breaks")] HttpRequestData request)
            => throw new InvalidOperationException($"broken at {request.Url}");

        [Function("TracedOrchestration")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("TracedActivity", context.GetInput<string>());

        [Function("TracedActivity")]
        public static string Work([ActivityTrigger] string name) => name;
    }
}

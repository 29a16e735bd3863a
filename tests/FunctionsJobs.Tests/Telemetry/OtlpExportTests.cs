using System.Net;
using FunctionsJobs.Embedded.Hosting;
using FunctionsJobs.Http;
using FunctionsJobs.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Tests.Telemetry;

/// <summary>A real export over HTTP, from the caller's trace to the activity.</summary>
public sealed class OtlpExportTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Export_WhenAnEndpointIsSet_SendsOneTreeOfSpansAndTheMetrics()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await RunAsync(
            "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address.ToString(),
            "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "--OTEL_SERVICE_NAME", "telemetry-test");

        var spans = receiver.Spans.Where(span => span.TraceId == TraceId).ToList();
        var request = Assert.Single(spans, span => span.Name == "POST /traced");
        var create = Assert.Single(spans, span => span.Name == "create_orchestration:OtlpOrchestration");
        var orchestration = Assert.Single(spans, span => span.Name == "orchestration:OtlpOrchestration");
        var activities = spans.Where(span => span.Name == "activity:OtlpActivity").ToList();
        Assert.Equal("00f067aa0ba902b7", request.ParentId);
        Assert.Equal(request.SpanId, create.ParentId);
        Assert.Equal(create.SpanId, orchestration.ParentId);
        Assert.Equal(2, activities.Count);
        var call = Assert.Single(activities, span => span.ParentId == orchestration.SpanId);
        Assert.Single(activities, span => span.ParentId == call.SpanId);

        Assert.Contains("durabletask.orchestrations.ended", receiver.Metrics);
        Assert.Contains("durabletask.activity.duration", receiver.Metrics);
        Assert.Contains("durabletask.store.commit.duration", receiver.Metrics);
        Assert.Contains("telemetry-test", receiver.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("top-secret", receiver.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WhenTheExporterIsNone_SendsNothing()
    {
        await using var receiver = await OtlpReceiver.StartAsync();

        await RunAsync(
            "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address.ToString(),
            "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "--OTEL_TRACES_EXPORTER", "none",
            "--OTEL_METRICS_EXPORTER", "none");

        Assert.Equal("", receiver.Text);
    }

    // The rest is sent while the host is disposed.
    private static async Task RunAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("telemetry-");
        try
        {
            var builder = FunctionsApplication.CreateBuilder(["--port", "0", "--EmbeddedHost:DataFolder", folder.FullName, .. settings]);
            builder.UseFunctionsOf(typeof(Functions));
            builder.UseMiddleware<ProblemMiddleware>();
            builder.Logging.ClearProviders();
            builder.Services.AddTelemetry(builder.Configuration);
            var host = builder.Build();
            await using (((IAsyncDisposable)host).ConfigureAwait(false))
            {
                await host.StartAsync();
                using var client = new HttpClient { BaseAddress = host.GetListeningAddress() };
                using var request = new HttpRequestMessage(HttpMethod.Post, "/traced?code=top-secret&sig=top-secret");
                request.Headers.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");
                using var response = await client.SendAsync(request);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                await host.StopAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static class Functions
    {
        [Function("Traced")]
        public static async Task<string> Trace(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "traced")] HttpRequestData request, [DurableClient] DurableTaskClient client)
        {
            ArgumentNullException.ThrowIfNull(request);
            var id = await client.ScheduleNewOrchestrationInstanceAsync("OtlpOrchestration");
            await client.WaitForInstanceCompletionAsync(id);
            return id;
        }

        [Function("OtlpOrchestration")]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("OtlpActivity", 1);

        [Function("OtlpActivity")]
        public static int Work([ActivityTrigger] int number) => number;
    }
}

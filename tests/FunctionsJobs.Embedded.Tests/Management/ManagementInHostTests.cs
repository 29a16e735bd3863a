using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsJobs.Embedded.Hosting.Keys;
using FunctionsJobs.Embedded.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>The management API and the links to it in a whole host.</summary>
public sealed class ManagementInHostTests
{
    private const string Base = "/runtime/webhooks/durabletask";

    [Fact]
    public async Task Links_OfFunctionCode_LeadThroughTheLifeOfAnInstance()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var started = await host.Client.PostAsync(Path("/api/start"), null);
        var links = await started.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal(links.GetProperty("StatusQueryGetUri").GetString(), started.Headers.Location?.OriginalString);
        Assert.Equal("application/json", started.Content.Headers.ContentType?.ToString());
        Assert.Null(started.Headers.RetryAfter);

        await ExpectAsync(HttpStatusCode.Accepted, host.Client.GetAsync(Link("StatusQueryGetUri")));
        await ExpectAsync(HttpStatusCode.Accepted, host.Client.PostAsync(Link("SuspendPostUri", "later"), null));
        await ExpectAsync(HttpStatusCode.Accepted, host.Client.PostAsync(Link("ResumePostUri", "now"), null));
        await ExpectAsync(HttpStatusCode.PreconditionFailed, host.Client.DeleteAsync(Link("PurgeHistoryDeleteUri")));
        await ExpectAsync(HttpStatusCode.Accepted, host.Client.PostAsJsonAsync(Link("SendEventPostUri", "go"), "gone"));
        Assert.Equal("\"gone\"", (await WaitAsync(host, links.GetProperty("Id").GetString()!)).GetProperty("SerializedOutput").GetString());
        await ExpectAsync(HttpStatusCode.Gone, host.Client.PostAsync(Link("TerminatePostUri", "late"), null));
        await ExpectAsync(HttpStatusCode.OK, host.Client.DeleteAsync(Link("PurgeHistoryDeleteUri")));
        await ExpectAsync(HttpStatusCode.NotFound, host.Client.GetAsync(Link("StatusQueryGetUri")));

        Uri Link(string name, string value = "") => new(links.GetProperty(name).GetString()!
            .Replace("{eventName}", value, StringComparison.Ordinal).Replace("{text}", value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wait_ForTheEnd_AnswersTheState()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        using var started = await host.Client.PostAsync(Path("/api/start"), null);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("Id").GetString()!;
        var waiting = WaitAsync(host, id);
        using var raised = await host.Client.PostAsJsonAsync(Path($"{Base}/instances/{id}/raiseEvent/Go?code={host.MasterKey}"), "gone");
        var state = await waiting;
        Assert.Equal(
            ["Name", "InstanceId", "CreatedAt", "LastUpdatedAt", "RuntimeStatus", "SerializedInput", "SerializedOutput", "SerializedCustomStatus"],
            state.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("Wait", "Completed", "\"gone\""), (state.GetProperty("Name").GetString(), state.GetProperty("RuntimeStatus").GetString(), state.GetProperty("SerializedOutput").GetString()));
    }

    [Fact]
    public async Task Links_MadeWithoutARequest_BeginWithTheAddressOfTheHost()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var links = JsonDocument.Parse(await host.GetAsync("/api/links/one")).RootElement;
        Assert.StartsWith($"{host.Address.GetLeftPart(UriPartial.Authority)}{Base}/instances/one?code=", links.GetProperty("StatusQueryGetUri").GetString(), StringComparison.Ordinal);
        await ExpectAsync(HttpStatusCode.NotFound, host.Client.GetAsync(new Uri(links.GetProperty("StatusQueryGetUri").GetString()!)));
    }

    [Fact]
    public async Task Links_WithPublicAddress_BeginWithItEverywhere()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            Arguments = ["--EmbeddedHost:PublicBaseUrl", "https://jobs.example/"],
        });
        using var started = await host.Client.PostAsync(Path("/api/start"), null);
        Assert.StartsWith($"https://jobs.example{Base}/instances/", started.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Contains($"https://jobs.example{Base}/instances/one?code=", await host.GetAsync("/api/links/one"), StringComparison.Ordinal);
        using var webhook = await host.Client.PostAsync(Path($"{Base}/orchestrators/Wait/two?code={host.MasterKey}"), null);
        Assert.StartsWith($"https://jobs.example{Base}/instances/two?taskHub=TestHubName&", webhook.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_OfHostJson_ReachTheApi()
    {
        await using var host = await TestHost.StartAsync(new TestHostSettings
        {
            Functions = [typeof(Functions)],
            HostJson = """{"version":"2.0","extensions":{"durableTask":{"hubName":"NightlyHub","useAppLease":false,"maxGrpcMessageSizeInBytes":5000,"httpSettings":{"useForwardedHost":true}}}}""",
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, Path($"{Base}/orchestrators/Wait/one?code={host.MasterKey}"));
        request.Headers.Add("X-Forwarded-Host", "outer.example");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var started = await host.Client.SendAsync(request);
        Assert.StartsWith($"https://outer.example{Base}/instances/one?taskHub=NightlyHub&", started.Headers.Location?.OriginalString, StringComparison.Ordinal);
        await ExpectAsync(HttpStatusCode.NotFound, host.Client.GetAsync(Path($"{Base}/instances/one?taskHub=TestHubName&code={host.MasterKey}")));
        await ExpectAsync(HttpStatusCode.BadRequest, host.Client.PostAsync(Path($"{Base}/makeprimary?code={host.MasterKey}"), null));
        await ExpectAsync(
            HttpStatusCode.RequestEntityTooLarge,
            host.Client.PostAsJsonAsync(Path($"{Base}/orchestrators/Wait?code={host.MasterKey}"), new string('x', 5000)));
    }

    [Fact]
    public async Task Log_OfAHost_HoldsNoKeyOfTheApi()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));
        var key = host.Services.GetRequiredService<HostKeys>().SystemKey(HostKeys.DurableTaskExtension);
        using var started = await host.Client.PostAsync(Path("/api/start"), null);
        await ExpectAsync(HttpStatusCode.Accepted, host.Client.GetAsync(started.Headers.Location));
        await ExpectAsync(HttpStatusCode.Unauthorized, host.Client.GetAsync(Path($"{Base}/instances?code={key}x")));
        await ExpectAsync(HttpStatusCode.NotFound, host.Client.GetAsync(Path($"{Base}/nothing?code={key}")));
        Assert.True(host.Log.Has(Microsoft.Extensions.Logging.LogLevel.Warning, "was refused"));
        Assert.DoesNotContain(host.Log.Texts, text => text.Contains(key, StringComparison.Ordinal));
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);

    private static async Task ExpectAsync(HttpStatusCode expected, Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode} instead of {(int)expected}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<JsonElement> WaitAsync(TestHost host, string id)
        => JsonDocument.Parse(await host.GetAsync($"/api/wait/{id}")).RootElement;

    public static class Functions
    {
        [Function("Start")]
        public static async Task<HttpResponseData> Start(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start")] HttpRequestData request, [DurableClient] DurableTaskClient client)
            => await client.CreateCheckStatusResponseAsync(request, await client.ScheduleNewOrchestrationInstanceAsync(nameof(Wait)));

        [Function("WaitForEnd")]
        public static Task<HttpResponseData> WaitForEnd(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "wait/{id}")] HttpRequestData request,
            [DurableClient] DurableTaskClient client,
            string id,
            CancellationToken cancellation)
            => client.WaitForCompletionOrCreateCheckStatusResponseAsync(request, id, getInputsAndOutputs: true, cancellation: cancellation);

        [Function("Links")]
        public static async Task<HttpResponseData> Links(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "links/{id}")] HttpRequestData request, [DurableClient] DurableTaskClient client, string id)
        {
            var response = request.CreateResponse();
            await response.WriteAsJsonAsync(client.CreateHttpManagementPayload(id));
            return response;
        }

        [Function("Wait")]
        public static Task<string> Wait([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("Go");
    }
}

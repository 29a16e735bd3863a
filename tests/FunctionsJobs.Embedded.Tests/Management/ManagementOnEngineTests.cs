using System.Net;
using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Durable.Management;
using FunctionsJobs.Embedded.Tests.Durable.Harness;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Embedded.Tests.Management;

/// <summary>The management API over the real engine and store.</summary>
public sealed class ManagementOnEngineTests : IAsyncLifetime
{
    private readonly TestFunctions _functions = new TestFunctions()
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<object>()))
        .Orchestrator("Version", context => Task.FromResult(context.Version))
        .Orchestrator("Break", Task<string> (_) => throw new InvalidOperationException("broken"))
        .Orchestrator("Wait", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("Go");
        });

    private TestTaskHub _hub = null!;
    private ManagementServer _server = null!;

    public async Task InitializeAsync()
    {
        _hub = await TestTaskHub.StartAsync(_functions, forceReplay: false, new TaskHubEngineOptions { HubName = "TestHub" });
        _server = new ManagementServer(new DurableManagementOptions { HubName = "TestHub", SystemKey = "k" }, _hub.Engine.Management);
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Start_WithTimeout_AnswersTheOutput()
    {
        var output = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.PostAsync("/orchestrators/echo?timeout=60", """{"text":"ä \" <&>"}"""));
        Assert.Equal("ä \" <&>", output.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Start_WithVersion_RunsIt()
        => Assert.Equal("2.1", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.PostAsync("/orchestrators/Version?timeout=60&version=2.1"))).GetString());

    [Fact]
    public async Task Start_OfRunningInstance_Answers409UntilItIsOver()
    {
        await StartWaitingAsync("one");
        Assert.Equal(HttpStatusCode.Conflict, (await _server.PostAsync("/orchestrators/Echo/one", "1")).StatusCode);
        await _server.PostAsync("/instances/one/raiseEvent/go", "\"gone\"");
        await _hub.EndOfAsync("one");
        Assert.Equal("2", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.PostAsync("/orchestrators/Echo/one?timeout=60", "2"))).GetRawText());
    }

    [Fact]
    public async Task Instance_FromStartToPurge_IsShownAsItIs()
    {
        await StartWaitingAsync("one");
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.Accepted, await _server.GetAsync("/instances/one"));
        Assert.Equal(("Wait", "Running", "waiting"), (status.GetProperty("name").GetString(), status.GetProperty("runtimeStatus").GetString(), status.GetProperty("customStatus").GetString()));
        Assert.Equal("2030-01-15T08:30:00Z", status.GetProperty("createdTime").GetString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await _server.DeleteAsync("/instances/one")).StatusCode);

        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync("/instances/one/suspend?reason=later")).StatusCode);
        await _hub.HasStatusAsync("one", OrchestrationRuntimeStatus.Suspended);
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync("/instances/one/raiseEvent/GO", "\"gone\"")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync("/instances/one/resume")).StatusCode);
        await _hub.EndOfAsync("one");

        Assert.Equal("gone", (await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.GetAsync("/instances/one"))).GetProperty("output").GetString());
        Assert.Equal(HttpStatusCode.Gone, (await _server.PostAsync("/instances/one/raiseEvent/Go", "1")).StatusCode);
        Assert.Equal("""{"instancesDeleted":1}""", await (await _server.DeleteAsync("/instances/one")).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _server.GetAsync("/instances/one")).StatusCode);
    }

    [Fact]
    public async Task Terminate_MakesTheReasonTheOutput()
    {
        await StartWaitingAsync("one");
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync("/instances/one/terminate?reason=no%20%22need%22")).StatusCode);
        await _hub.EndOfAsync("one");
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.OK, await _server.GetAsync("/instances/one"));
        Assert.Equal(("Terminated", "no \"need\""), (status.GetProperty("runtimeStatus").GetString(), status.GetProperty("output").GetString()));
    }

    [Fact]
    public async Task Status_OfFailedInstance_SaysWhatFailed()
    {
        await _hub.RunAsync("Break", instanceId: "one");
        var status = await AnswerAssert.JsonAsync(HttpStatusCode.InternalServerError, await _server.GetAsync("/instances/one?returnInternalServerErrorOnFailure=true"));
        Assert.Equal("System.InvalidOperationException: broken", status.GetProperty("output").GetString());
    }

    [Theory]
    [InlineData("instanceIdPrefix=page-")]
    [InlineData("runtimeStatus=Completed")]
    [InlineData("createdTimeFrom=2030-01-01&createdTimeTo=2030-12-31")]
    public async Task List_ByPages_GivesEachInstanceOnce(string filter)
    {
        var ids = Enumerable.Range(10, 12).Select(number => $"page-{number}").ToList();
        foreach (var id in ids)
        {
            await _hub.RunAsync("Echo", 1, id);
        }

        var found = new List<string>();
        string? token = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{ManagementServer.Base}/instances?top=5&{filter}");
            request.Headers.TryAddWithoutValidation("x-ms-continuation-token", token);
            var answer = await _server.Client.SendAsync(request);
            found.AddRange((await AnswerAssert.JsonAsync(HttpStatusCode.OK, answer)).EnumerateArray().Select(status => status.GetProperty("instanceId").GetString()!));
            token = answer.Headers.TryGetValues("x-ms-continuation-token", out var values) ? values.Single() : null;
        }
        while (token is not null);
        Assert.Equal(ids, found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("' or 1=1 --")]
    [InlineData("AAAA")]
    public async Task List_WithForeignToken_Answers400(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{ManagementServer.Base}/instances");
        request.Headers.TryAddWithoutValidation("x-ms-continuation-token", token);
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task PurgeMany_LeavesActiveInstances()
    {
        await _hub.RunAsync("Echo", 1, "over");
        await _hub.RunAsync("Break", instanceId: "failed");
        await StartWaitingAsync("running");
        var answer = await _server.DeleteAsync("/instances?createdTimeFrom=2030-01-01&createdTimeTo=2030-12-31");
        Assert.Equal("""{"instancesDeleted":2}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Accepted, (await _server.GetAsync("/instances/running")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.DeleteAsync("/instances?createdTimeFrom=2030-01-01&createdTimeTo=2030-12-31")).StatusCode);
    }

    [Fact]
    public async Task Call_WhenTheEngineHasStopped_Answers500WithoutTheCause()
    {
        await _hub.Engine.StopAsync(CancellationToken.None);
        var error = await AnswerAssert.JsonAsync(HttpStatusCode.InternalServerError, await _server.GetAsync("/instances/one"));
        Assert.Equal("Something went wrong while processing your request", error.GetProperty("Message").GetString());
    }

    private async Task StartWaitingAsync(string instanceId)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _server.PostAsync($"/orchestrators/Wait/{instanceId}")).StatusCode);
        await _hub.HasCustomStatusAsync(instanceId, "waiting");
    }
}

using System.Net;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>POST /orchestrators/{functionName}/{instanceId?}</c>.</summary>
public sealed class StartTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_WithInput_RunsAndLinksToTheInstance(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        using var answer = await api.PostAsync($"/orchestrators/{ManagementTasks.Echo}", "\"hello\"");

        var links = await answer.ShouldBeJsonAsync(HttpStatusCode.Accepted);
        var id = links.Text("id")!;
        var metadata = await host.EndOfAsync(id);
        Assert.Equal("hello", metadata.ReadOutputAs<string>());
        Assert.Equal(links.Text("statusQueryGetUri"), answer.Headers.Location?.OriginalString);
        Assert.Equal("10", answer.Headers.RetryAfter?.ToString());
        string[] names = ["id", "statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri", "restartPostUri", "suspendPostUri", "resumePostUri"];
        Assert.All(names, name => Assert.Contains(id, links.Text(name), StringComparison.Ordinal));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_FollowedByItsStatusLink_ShowsTheInstance(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        var links = await api.PostAsync($"/orchestrators/{ManagementTasks.Echo}/with-id", "\"hello\"").ShouldBeJsonAsync(HttpStatusCode.Accepted);
        await host.EndOfAsync("with-id");

        var status = await api.FollowAsync(links.Text("statusQueryGetUri")).ShouldBeJsonAsync(HttpStatusCode.OK);

        Assert.Equal("with-id", links.Text("id"));
        Assert.Equal("with-id", status.Text("instanceId"));
        Assert.Equal("hello", status.Text("output"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_WithoutBody_HasNoInput(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync($"/orchestrators/{ManagementTasks.Wait}/no-input").ShouldBeAsync(HttpStatusCode.Accepted);

        var metadata = await host.UntilCustomStatusAsync("no-input", "waiting");
        Assert.True(metadata.SerializedInput is null or "null", metadata.SerializedInput);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_WhenOverWithinTheTimeout_AnswersTheOutput(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        var output = await api.PostAsync($"/orchestrators/{ManagementTasks.Echo}?timeout=60&pollingInterval=1", "\"hello\"").ShouldBeJsonAsync(HttpStatusCode.OK);

        Assert.Equal("hello", output.GetString());
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_WhenNotOverWithinTheTimeout_AnswersTheLinks(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        var links = await api.PostAsync($"/orchestrators/{ManagementTasks.Wait}/slow?timeout=1&pollingInterval=1").ShouldBeJsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("slow", links.Text("id"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_WhenFailedWithinTheTimeout_AnswersTheStatus(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        var status = await api.PostAsync($"/orchestrators/{ManagementTasks.Break}?timeout=60&pollingInterval=1").ShouldBeJsonAsync(HttpStatusCode.OK);

        Assert.Equal("Failed", status.Text("runtimeStatus"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_WithAVersion_RunsThatVersion(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync($"/orchestrators/{ManagementTasks.TellVersion}/versioned?version=2.1").ShouldBeAsync(HttpStatusCode.Accepted);

        Assert.Equal("2.1", (await host.EndOfAsync("versioned")).ReadOutputAs<string>());
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_OfAnUnknownFunction_IsRefused(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync("/orchestrators/Missing/never").ShouldBeAsync(HttpStatusCode.BadRequest);

        Assert.Null(await host.Client.GetInstanceAsync("never"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_WithBrokenJson_IsRefused(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync($"/orchestrators/{ManagementTasks.Echo}/never", "{\"a\":").ShouldBeErrorAsync(HttpStatusCode.BadRequest, "Invalid JSON content");

        Assert.Null(await host.Client.GetInstanceAsync("never"));
    }

    [Theory, EveryMode("%40counter%40x", Needs = HostFeatures.Management), EveryMode("a%5Cb", Needs = HostFeatures.Management), EveryMode("a%23b", Needs = HostFeatures.Management)]
    public async Task Start_WithAForbiddenId_IsRefused(DurableMode mode, string id)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync($"/orchestrators/{ManagementTasks.Echo}/{id}", "\"hello\"").ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management | HostFeatures.DefaultDedupe)]
    public async Task Start_OfARunningInstance_IsAConflict(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("taken");

        await api.PostAsync($"/orchestrators/{ManagementTasks.Echo}/taken", "\"hello\"").ShouldBeAsync(HttpStatusCode.Conflict);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Start_OfAnInstanceThatIsOver_RunsItAnew(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "again", "first");

        await api.PostAsync($"/orchestrators/{ManagementTasks.Echo}/again", "\"second\"").ShouldBeAsync(HttpStatusCode.Accepted);

        await host.UntilAsync("again", metadata => metadata.SerializedOutput == "\"second\"", "its second output");
    }
}

using System.Net;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>POST /instances/{id}/restart</c>.</summary>
public sealed class RestartTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Restart_ByDefault_RunsTheInputUnderANewId(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "one", "again");

        var answer = await api.PostAsync("/instances/one/restart").ShouldBeJsonAsync(HttpStatusCode.Accepted);

        var id = answer.Text("id")!;
        Assert.NotEqual("one", id);
        Assert.Equal("again", (await host.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Contains($"/instances/{id}?", answer.Text("statusQueryGetUri"));
        Assert.Contains($"/instances/{id}/restart?", answer.Text("restartPostUri"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Restart_UnderTheSameId_ReplacesTheInstance(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        var first = await host.RunUnderIdAsync(ManagementTasks.Echo, "one", "again");

        var answer = await api.PostAsync("/instances/one/restart?restartWithNewInstanceId=false").ShouldBeJsonAsync(HttpStatusCode.Accepted);

        Assert.Equal("one", answer.Text("id"));
        var second = await host.EndOfAsync("one");
        Assert.Equal("again", second.ReadOutputAs<string>());
        Assert.True(second.CreatedAt > first.CreatedAt);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Restart_WithinATimeout_AnswersTheOutput(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "one", "again");

        var answer = await api.PostAsync("/instances/one/restart?timeout=60&pollingInterval=1").ShouldBeJsonAsync(HttpStatusCode.OK);

        Assert.Equal("again", answer.GetString());
    }

    [Theory]
    [EveryMode("", Needs = HostFeatures.Management)]
    [EveryMode("?restartWithNewInstanceId=false", Needs = HostFeatures.Management)]
    public async Task Restart_OfAnUnknownInstance_IsABadRequest(DurableMode mode, string query)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync($"/instances/missing/restart{query}")
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "InstanceId does not match a valid orchestration instance.");
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Restart_OfAnInstanceThatRuns_IsAConflictUnderItsOwnIdOnly(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("one");

        await api.PostAsync("/instances/one/restart?restartWithNewInstanceId=false").ShouldBeAsync(HttpStatusCode.Conflict);
        var other = (await api.PostAsync("/instances/one/restart").ShouldBeJsonAsync(HttpStatusCode.Accepted)).Text("id")!;

        await host.UntilCustomStatusAsync(other, "waiting");
        Assert.True((await host.Client.GetInstanceAsync("one"))!.IsRunning);
    }
}

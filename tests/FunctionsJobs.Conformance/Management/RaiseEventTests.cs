using System.Net;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>POST /instances/{id}/raiseEvent/{eventName}</c>.</summary>
public sealed class RaiseEventTests
{
    [Theory, EveryMode("Go", Needs = HostFeatures.Management), EveryMode("GO", Needs = HostFeatures.Management)]
    public async Task RaiseEvent_ReachesTheWaiter(DurableMode mode, string name)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("one");

        await api.PostAsync($"/instances/one/raiseEvent/{name}", "\"gone\"").ShouldBeAsync(HttpStatusCode.Accepted);

        Assert.Equal("gone", (await host.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task RaiseEvent_WithoutJson_IsRefused(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("one");

        await api.PostAsync("/instances/one/raiseEvent/Go", "gone", "text/plain")
            .ShouldBeErrorAsync(HttpStatusCode.BadRequest, "Only application/json request content is supported");
        await api.PostAsync("/instances/one/raiseEvent/Go", "{\"a\":").ShouldBeErrorAsync(HttpStatusCode.BadRequest, "Invalid JSON content");
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task RaiseEvent_ToAnInstanceThatIsOver_IsGone(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "over", "x");

        await api.PostAsync("/instances/over/raiseEvent/Go", "1").ShouldBeAsync(HttpStatusCode.Gone);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task RaiseEvent_ToAnUnknownInstance_IsNotFound(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync("/instances/missing/raiseEvent/Go", "1").ShouldBeAsync(HttpStatusCode.NotFound);
    }
}

using System.Net;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>POST /instances/{id}/rewind</c>.</summary>
public sealed class RewindTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management | HostFeatures.Rewind)]
    public async Task Rewind_OfAFailedInstance_LetsItGoOn(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.CallOnceBroken, "one", "x");

        await api.PostAsync("/instances/one/rewind?reason=repaired").ShouldBeAsync(HttpStatusCode.Accepted);

        Assert.Equal("x", (await host.EndOfAsync("one")).ReadOutputAs<string>());
        var status = await api.GetAsync("/instances/one?showHistory=true").ShouldBeJsonAsync(HttpStatusCode.OK);
        Assert.Contains(
            status.GetProperty("historyEvents").EnumerateArray(),
            shown => shown.Text("EventType") == "ExecutionRewound" && shown.Text("Reason") == "repaired");
    }

    [Theory, EveryMode(Needs = HostFeatures.Management | HostFeatures.Rewind)]
    public async Task Rewind_OfAnInstanceThatDidNotFail_IsAFailedPrecondition(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "over", "x");
        await host.StartWaitingAsync("running");

        await api.PostAsync("/instances/over/rewind?reason=x").ShouldBeAsync(HttpStatusCode.PreconditionFailed);
        await api.PostAsync("/instances/running/rewind").ShouldBeAsync(HttpStatusCode.PreconditionFailed);

        Assert.Equal("x", (await host.EndOfAsync("over")).ReadOutputAs<string>());
    }

    [Theory, EveryMode(Needs = HostFeatures.Management | HostFeatures.Rewind)]
    public async Task Rewind_OfAnUnknownInstance_IsNotFound(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync("/instances/missing/rewind?reason=x").ShouldBeAsync(HttpStatusCode.NotFound);
        await api.PostAsync("/instances/@counter@one/rewind?reason=x").ShouldBeAsync(HttpStatusCode.NotFound);
    }
}

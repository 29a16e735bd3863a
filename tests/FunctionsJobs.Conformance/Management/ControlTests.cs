using System.Net;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>POST /instances/{id}/terminate</c>, <c>/suspend</c> and <c>/resume</c>.</summary>
public sealed class ControlTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Terminate_EndsTheInstanceWithTheReason(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("one");

        await api.PostAsync("/instances/one/terminate?reason=no%20longer%20needed").ShouldBeAsync(HttpStatusCode.Accepted);

        await host.UntilAsync("one", OrchestrationRuntimeStatus.Terminated);
        Assert.Equal("no longer needed", (await api.GetAsync("/instances/one").ShouldBeJsonAsync(HttpStatusCode.OK)).Text("output"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Suspend_HoldsTheInstanceUntilResumed(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("one");

        await api.PostAsync("/instances/one/suspend?reason=later").ShouldBeAsync(HttpStatusCode.Accepted);
        await host.UntilAsync("one", OrchestrationRuntimeStatus.Suspended);
        Assert.Equal("Suspended", (await api.GetAsync("/instances/one").ShouldBeJsonAsync(HttpStatusCode.Accepted)).Text("runtimeStatus"));

        await api.PostAsync("/instances/one/resume?reason=now").ShouldBeAsync(HttpStatusCode.Accepted);
        await host.UntilAsync("one", OrchestrationRuntimeStatus.Running);
        await host.Client.RaiseEventAsync("one", "Go", "gone");
        Assert.Equal("gone", (await host.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Theory]
    [EveryMode("terminate", Needs = HostFeatures.Management)]
    [EveryMode("suspend", Needs = HostFeatures.Management)]
    [EveryMode("resume", Needs = HostFeatures.Management)]
    public async Task Control_OfAnInstanceThatIsOver_IsGone(DurableMode mode, string operation)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "over", "x");

        await api.PostAsync($"/instances/over/{operation}?reason=x").ShouldBeAsync(HttpStatusCode.Gone);
    }

    [Theory]
    [EveryMode("terminate", Needs = HostFeatures.Management)]
    [EveryMode("suspend", Needs = HostFeatures.Management)]
    [EveryMode("resume", Needs = HostFeatures.Management)]
    public async Task Control_OfAnUnknownInstance_IsNotFound(DurableMode mode, string operation)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.PostAsync($"/instances/missing/{operation}?reason=x").ShouldBeAsync(HttpStatusCode.NotFound);
    }
}

using System.Globalization;
using System.Net;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>DELETE /instances/{id}</c> and <c>DELETE /instances</c>.</summary>
public sealed class PurgeTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Purge_OfAnInstanceThatIsOver_DeletesIt(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "over", "x");

        var result = await api.DeleteAsync("/instances/over").ShouldBeJsonAsync(HttpStatusCode.OK);

        Assert.Equal(1, result.GetProperty("instancesDeleted").GetInt32());
        Assert.Null(await host.Client.GetInstanceAsync("over"));
        await api.DeleteAsync("/instances/over").ShouldBeAsync(HttpStatusCode.NotFound);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Purge_OfARunningInstance_IsRefused(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("running");

        await api.DeleteAsync("/instances/running").ShouldBeAsync(HttpStatusCode.PreconditionFailed);

        Assert.NotNull(await host.Client.GetInstanceAsync("running"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management | HostFeatures.PurgeKeepsRunning)]
    public async Task PurgeMany_DeletesWhatMatchesAndIsOver(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        var first = await host.RunUnderIdAsync(ManagementTasks.Echo, "one", "x");
        await host.RunUnderIdAsync(ManagementTasks.Echo, "two", "x");
        await host.RunUnderIdAsync(ManagementTasks.Break, "failed");
        await host.StartWaitingAsync("running");
        var from = first.CreatedAt.UtcDateTime.AddMinutes(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

        var result = await api.DeleteAsync($"/instances?createdTimeFrom={from}&runtimeStatus=Completed").ShouldBeJsonAsync(HttpStatusCode.OK);

        Assert.Equal(2, result.GetProperty("instancesDeleted").GetInt32());
        Assert.Null(await host.Client.GetInstanceAsync("one"));
        Assert.NotNull(await host.Client.GetInstanceAsync("failed"));
        Assert.NotNull(await host.Client.GetInstanceAsync("running"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task PurgeMany_WithoutABegin_IsRefused(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        var error = await api.DeleteAsync("/instances?runtimeStatus=Completed").ShouldBeJsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal("Please provide value for 'createdTimeFrom' parameter.", error.GetString());
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task PurgeMany_WhenNothingMatches_IsNotFound(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.DeleteAsync("/instances?createdTimeFrom=2001-01-01T00:00:00Z&createdTimeTo=2001-01-02T00:00:00Z").ShouldBeAsync(HttpStatusCode.NotFound);
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>GET /instances/{id}</c>.</summary>
public sealed class StatusTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Status_OfARunningInstance_SaysWhereAndWhenToAskAgain(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("running");

        using var answer = await api.GetAsync("/instances/running");

        var status = await answer.ShouldBeJsonAsync(HttpStatusCode.Accepted);
        Assert.Equal("Running", status.Text("runtimeStatus"));
        Assert.Equal("waiting", status.Text("customStatus"));
        Assert.Equal(JsonValueKind.Null, status.GetProperty("output").ValueKind);
        Assert.Equal("5", answer.Headers.RetryAfter?.ToString());
        await api.FollowAsync(answer.Headers.Location?.OriginalString).ShouldBeAsync(HttpStatusCode.Accepted);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Status_OfACompletedInstance_ShowsItWhole(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        var metadata = await host.RunUnderIdAsync(ManagementTasks.Echo, "over", "hello");

        using var answer = await api.GetAsync("/instances/over");

        var status = await answer.ShouldBeJsonAsync(HttpStatusCode.OK);
        Assert.Equal(
            ["name", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime"],
            status.EnumerateObject().Select(property => property.Name));
        Assert.Equal((ManagementTasks.Echo, "over", "Completed"), (status.Text("name"), status.Text("instanceId"), status.Text("runtimeStatus")));
        Assert.Equal(("hello", "hello"), (status.Text("input"), status.Text("output")));
        Assert.Equal(Seconds(metadata.CreatedAt), status.Text("createdTime"));
        Assert.Equal(Seconds(metadata.LastUpdatedAt), status.Text("lastUpdatedTime"));
        Assert.Null(answer.Headers.Location);
        Assert.Null(answer.Headers.RetryAfter);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Status_WithoutInput_ShowsNone(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "over", "hello");

        var status = await api.GetAsync("/instances/over?ShowInput=false").ShouldBeJsonAsync(HttpStatusCode.OK);

        Assert.Equal(JsonValueKind.Null, status.GetProperty("input").ValueKind);
        Assert.Equal("hello", status.Text("output"));
    }

    [Theory, EveryMode("", 200, Needs = HostFeatures.Management), EveryMode("?returnInternalServerErrorOnFailure=true", 500, Needs = HostFeatures.Management)]
    public async Task Status_OfAFailedInstance_SaysWhatFailed(DurableMode mode, string query, int expected)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Break, "failed");

        var status = await api.GetAsync("/instances/failed" + query).ShouldBeJsonAsync((HttpStatusCode)expected);

        Assert.Equal("Failed", status.Text("runtimeStatus"));
        Assert.Contains("broken", status.Text("output"), StringComparison.Ordinal);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Status_OfAnUnknownInstance_IsNotFound(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);

        await api.GetAsync("/instances/missing").ShouldBeAsync(HttpStatusCode.NotFound);
    }

    private static string Seconds(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

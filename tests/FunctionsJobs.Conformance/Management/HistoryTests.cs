using System.Globalization;
using System.Net;
using System.Text.Json;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>GET /instances/{id}?showHistory=&amp;showHistoryOutput=&amp;showInput=</c>.</summary>
public sealed class HistoryTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task History_UnlessAskedFor_IsNotShown(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "one", "x");

        Assert.False((await api.GetAsync("/instances/one").ShouldBeJsonAsync(HttpStatusCode.OK)).TryGetProperty("historyEvents", out _));
        Assert.False((await api.GetAsync("/instances/one?showHistory=false").ShouldBeJsonAsync(HttpStatusCode.OK)).TryGetProperty("historyEvents", out _));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task History_FoldsCallsIntoTheirEnds(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Call, "one", "x");

        var events = await EventsAsync(api, "/instances/one?showHistory=true&showHistoryOutput=true&showInput=false");

        Assert.Equal(["ExecutionStarted", "TaskCompleted", "SubOrchestrationInstanceCompleted", "ExecutionCompleted"], events.Select(shown => shown.Text("EventType")));
        ShouldHave(events[0], "EventType", "FunctionName", "Timestamp");
        Assert.Equal(ManagementTasks.Call, events[0].Text("FunctionName"));
        ShouldHave(events[1], "EventType", "FunctionName", "Result", "ScheduledTime", "Timestamp");
        Assert.Equal(("Work", "x"), (events[1].Text("FunctionName"), events[1].Text("Result")));
        Assert.True(Time(events[1], "ScheduledTime") <= Time(events[1], "Timestamp"));
        Assert.Equal((ManagementTasks.Echo, "x"), (events[2].Text("FunctionName"), events[2].Text("Result")));
        ShouldHave(events[3], "EventType", "OrchestrationStatus", "Result", "Timestamp");
        Assert.Equal(("Completed", "x"), (events[3].Text("OrchestrationStatus"), events[3].Text("Result")));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task History_WithoutOutput_ShowsNoResults(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Call, "one", "x");

        var events = await EventsAsync(api, "/instances/one?SHOWHISTORY=True&showInput=false");

        Assert.All(events, shown => Assert.False(shown.TryGetProperty("Result", out _)));
        Assert.All(events, shown => Assert.False(shown.TryGetProperty("Input", out _)));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task History_WhenATaskFailed_ShowsWhyAlsoWithoutOutput(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.CallOnceBroken, "one", "x");

        var events = await EventsAsync(api, "/instances/one?showHistory=true&showInput=false");

        var failed = Assert.Single(events, shown => shown.Text("EventType") == "TaskFailed");
        ShouldHave(failed, "Details", "EventType", "FunctionName", "Reason", "ScheduledTime", "Timestamp");
        Assert.Equal("broken once", failed.Text("Reason"));
        Assert.DoesNotContain(" at ", failed.Text("Details"));
        Assert.Equal("Failed", events[^1].Text("OrchestrationStatus"));
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task History_OfAnInstanceThatRuns_ShowsWhatIsOpen(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("one");

        var events = await EventsAsync(api, "/instances/one?showHistory=true", HttpStatusCode.Accepted);

        Assert.Equal(["ExecutionStarted"], events.Select(shown => shown.Text("EventType")));
    }

    [Theory]
    [EveryMode("showHistory", Needs = HostFeatures.Management)]
    [EveryMode("showHistoryOutput", Needs = HostFeatures.Management)]
    public async Task History_WhenTheFlagIsNone_IsABadRequest(DurableMode mode, string flag)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "one", "x");

        await api.GetAsync($"/instances/one?{flag}=perhaps").ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    private static async Task<JsonElement[]> EventsAsync(ManagementApi api, string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        [.. (await api.GetAsync(path).ShouldBeJsonAsync(expected)).GetProperty("historyEvents").EnumerateArray()];

    private static void ShouldHave(JsonElement shown, params string[] members) =>
        Assert.Equal(members, shown.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));

    private static DateTime Time(JsonElement shown, string member) =>
        DateTime.Parse(shown.Text(member)!, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}

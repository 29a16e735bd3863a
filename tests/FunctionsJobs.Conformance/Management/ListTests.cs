using System.Globalization;
using System.Net;
using System.Text;

namespace FunctionsJobs.Conformance.Management;

/// <summary><c>GET /instances</c>.</summary>
public sealed class ListTests
{
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task List_ByPrefixAndStatus_ShowsWhatMatches(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.RunUnderIdAsync(ManagementTasks.Echo, "a-1", "one");
        await host.RunUnderIdAsync(ManagementTasks.Break, "a-2");
        await host.RunUnderIdAsync(ManagementTasks.Echo, "b-1", "other");
        await host.StartWaitingAsync("a-3");

        Assert.Equal(["a-1", "a-2", "a-3"], await IdsAsync("/instances?instanceIdPrefix=a-"));
        Assert.Equal(["a-1", "a-2"], await IdsAsync("/instances?instanceIdPrefix=a-&runtimeStatus=Completed,Failed"));
        Assert.Equal(["a-3"], await IdsAsync("/instances?instanceIdPrefix=a-&runtimeStatus=Running"));
        Assert.Equal([], await IdsAsync("/instances?instanceIdPrefix=a'%20or%20'"));

        async Task<IEnumerable<string?>> IdsAsync(string path)
            => (await api.GetAsync(path).ShouldBeJsonAsync(HttpStatusCode.OK)).EnumerateArray().Select(status => status.Text("instanceId")).Order(StringComparer.Ordinal);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task List_ByCreationTime_ShowsWhatMatches(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        var metadata = await host.RunUnderIdAsync(ManagementTasks.Echo, "timed", "one");
        var before = Parameter(metadata.CreatedAt.AddSeconds(-2));
        var after = Parameter(metadata.CreatedAt.AddSeconds(2));

        Assert.Equal(1, await CountAsync($"createdTimeFrom={before}&createdTimeTo={after}"));
        Assert.Equal(0, await CountAsync($"createdTimeFrom={after}"));
        Assert.Equal(0, await CountAsync($"createdTimeTo={before}"));

        async Task<int> CountAsync(string query)
            => (await api.GetAsync($"/instances?instanceIdPrefix=timed&{query}").ShouldBeJsonAsync(HttpStatusCode.OK)).GetArrayLength();

        static string Parameter(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task List_ByPages_ShowsEachInstanceOnce(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        var ids = Enumerable.Range(10, 12).Select(number => $"page-{number}").ToList();
        foreach (var id in ids)
        {
            await host.RunUnderIdAsync(ManagementTasks.Echo, id, "x");
        }

        var found = new List<string>();
        string? token = null;
        do
        {
            using var answer = await api.GetAsync("/instances?instanceIdPrefix=page-&top=5", token);
            var page = (await answer.ShouldBeJsonAsync(HttpStatusCode.OK)).EnumerateArray().ToList();
            Assert.InRange(page.Count, 0, 5);
            found.AddRange(page.Select(status => status.Text("instanceId")!));
            token = NextToken(answer);
        }
        while (token is not null);

        Assert.Equal(ids, found.Order(StringComparer.Ordinal));
    }

    // Storage providers say "no more" by leaving the header out, by sending it empty, or by sending the word null in Base64.
    private static string? NextToken(HttpResponseMessage answer)
    {
        var token = answer.Headers.TryGetValues("x-ms-continuation-token", out var values) ? values.First() : "";
        return token.Length == 0 || token == Convert.ToBase64String(Encoding.UTF8.GetBytes("null")) ? null : token;
    }
}

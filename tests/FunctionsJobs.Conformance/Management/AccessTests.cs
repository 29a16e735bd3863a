using System.Net;

namespace FunctionsJobs.Conformance.Management;

/// <summary>The key of the management API, and what is none of its calls.</summary>
public sealed class AccessTests
{
    // The local runtime of the real host asks for no key; a deployed one and the embedded one do.
    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Call_WithoutTheKey_IsRefused(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var http = new HttpClient();
        var address = $"{host.ManagementAddress!.AbsoluteUri.TrimEnd('/')}/instances/missing";
        var expected = host.SystemKey is null ? HttpStatusCode.NotFound : HttpStatusCode.Unauthorized;

        await http.GetAsync(address).ShouldBeAsync(expected);
        await http.GetAsync($"{address}?code=wrong").ShouldBeAsync(expected);
    }

    [Theory, EveryMode(Needs = HostFeatures.Management)]
    public async Task Call_ThatIsNone_IsNotFound(DurableMode mode)
    {
        await using var host = await ManagementTasks.StartHostAsync(mode);
        using var api = new ManagementApi(host);
        await host.StartWaitingAsync("one");

        await api.GetAsync("/nothing").ShouldBeAsync(HttpStatusCode.NotFound);
        await api.PostAsync("/instances/one").ShouldBeAsync(HttpStatusCode.NotFound);
        await api.PostAsync("/instances").ShouldBeAsync(HttpStatusCode.NotFound);
        await api.GetAsync($"/orchestrators/{ManagementTasks.Echo}").ShouldBeAsync(HttpStatusCode.NotFound);
    }
}

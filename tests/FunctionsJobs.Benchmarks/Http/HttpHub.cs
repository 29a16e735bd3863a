using System.Text.Json;
using FunctionsJobs.Benchmarks.Host;

namespace FunctionsJobs.Benchmarks.Http;

/// <summary>A running benchmark host, and what callers of its HTTP API need to know.</summary>
internal sealed class HttpHub : IDisposable
{
    private readonly TemporaryFolder? _ownData;

    private HttpHub(TemporaryFolder? ownData, HostProcess host, string query)
    {
        _ownData = ownData;
        Host = host;
        Query = query;
    }

    public HostProcess Host { get; }

    /// <summary>The query of management addresses, with the key and without the question mark.</summary>
    public string Query { get; }

    /// <param name="data">The host's data folder, which outlives it; <see langword="null"/> for a fresh one.</param>
    /// <param name="settings">Settings as environment variables.</param>
    public static async Task<HttpHub> StartAsync(TemporaryFolder? data = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var ownData = data is null ? new TemporaryFolder() : null;
        var (host, _) = await HostProcess.StartBenchmarkHostAsync((data ?? ownData)!, settings);
        using var answer = await host.Http.PostAsync(new Uri("/start", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
        var links = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        var status = links.EnumerateObject().First(link => link.Name.Equals("statusQueryGetUri", StringComparison.OrdinalIgnoreCase)).Value.GetString()!;
        return new HttpHub(ownData, host, status[(status.IndexOf('?', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>Starts instances with the ids <c>{prefix}0</c> and so on.</summary>
    public async Task StartManyAsync(string orchestrator, string prefix, int count)
    {
        using var answer = await Host.Http.PostAsync(new Uri($"/start-many/{orchestrator}/{prefix}/{count}", UriKind.Relative), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How many activities have run in the host.</summary>
    public async Task<long> CountActivitiesAsync() => long.Parse(await Host.Http.GetStringAsync(new Uri("/count", UriKind.Relative)));

    public async Task WaitForActivitiesAsync(long count)
    {
        while (await CountActivitiesAsync() < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    public string StatusPath(string instanceId) => $"/runtime/webhooks/durabletask/instances/{instanceId}?{Query}";

    public void Dispose()
    {
        Host.Dispose();
        _ownData?.Dispose();
    }
}

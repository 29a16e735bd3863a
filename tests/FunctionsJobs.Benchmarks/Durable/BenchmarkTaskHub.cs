using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>The engine with its production settings (<c>synchronous=FULL</c>) on a fresh file.</summary>
internal sealed class BenchmarkTaskHub : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TaskHubEngine _engine;

    private BenchmarkTaskHub()
    {
        var store = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = _folder.File("hub.db") }, TimeProvider.System);
        _engine = new TaskHubEngine(store, Functions, new TaskHubEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    }

    public BenchmarkFunctions Functions { get; } = new();

    public DurableTaskClient Client => _engine.Client;

    public static async Task<BenchmarkTaskHub> StartAsync()
    {
        var hub = new BenchmarkTaskHub();
        await hub._engine.StartAsync(CancellationToken.None);
        return hub;
    }

    /// <summary>Starts many instances from a number of senders at once and waits until all have ended.</summary>
    /// <returns>Instances per second from the first start to the last end.</returns>
    public async Task<double> RunManyAsync(string orchestrator, int count, int senders)
    {
        var started = TimeProvider.System.GetTimestamp();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            var ids = new List<string>();
            while (Interlocked.Increment(ref next) <= count)
            {
                ids.Add(await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator));
            }

            foreach (var id in ids)
            {
                await Client.WaitForInstanceCompletionAsync(id);
            }
        })));
        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _folder.Dispose();
    }
}

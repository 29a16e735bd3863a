using FunctionsJobs.Embedded.Durable;
using FunctionsJobs.Embedded.Storage.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;

namespace FunctionsJobs.Benchmarks.Durable;

/// <summary>The engine with its production settings (<c>synchronous=FULL</c>), on a fresh file or one that stays.</summary>
internal sealed class BenchmarkTaskHub : IAsyncDisposable
{
    private const string FileName = "hub.db";

    private readonly TemporaryFolder? _ownFolder;
    private readonly TaskHubEngine _engine;

    private BenchmarkTaskHub(TemporaryFolder? folder)
    {
        _ownFolder = folder is null ? new TemporaryFolder() : null;
        var file = FileIn((folder ?? _ownFolder)!);
        var store = new SqliteTaskHubStore(new SqliteTaskHubOptions { FilePath = file }, TimeProvider.System);
        _engine = new TaskHubEngine(store, Functions, new TaskHubEngineOptions(), TimeProvider.System, NullLoggerFactory.Instance);
    }

    public BenchmarkFunctions Functions { get; } = new();

    public DurableTaskClient Client => _engine.Client;

    /// <param name="folder">Holds the file, and outlives the hub; <see langword="null"/> for a fresh one.</param>
    public static async Task<BenchmarkTaskHub> StartAsync(TemporaryFolder? folder = null)
    {
        var hub = new BenchmarkTaskHub(folder);
        await hub._engine.StartAsync(CancellationToken.None);
        return hub;
    }

    /// <summary>The file of a hub in a folder.</summary>
    public static string FileIn(TemporaryFolder folder) => folder.File(FileName);

    /// <summary>Starts many instances from a number of senders at once and waits until all have ended.</summary>
    /// <returns>Instances per second from the first start to the last end.</returns>
    public async Task<double> RunManyAsync(string orchestrator, int count, int senders)
    {
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll((await StartManyAsync(orchestrator, count, senders)).Select(id => Client.WaitForInstanceCompletionAsync(id)));
        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Starts many instances from a number of senders at once.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<string>> StartManyAsync(string orchestrator, int count, int senders)
    {
        var ids = new string[count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                ids[i] = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator);
            }
        })));
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _ownFolder?.Dispose();
    }
}

using FunctionsJobs.Embedded.Durable;
using Microsoft.Extensions.Logging;

namespace FunctionsJobs.Embedded.Tests.Durable.Harness;

/// <summary>
/// A test of durable behaviour. Every such class is abstract and has two sealed ones: with instances that stay in memory between turns, and
/// with a replay of the history for every turn. Both have to see the same.
/// </summary>
public abstract class DurableTest(bool forceReplay) : IAsyncLifetime
{
    private readonly List<TestTaskHub> _hubs = [];

    protected bool ForceReplay { get; } = forceReplay;

    internal TestFunctions Functions { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var hub in _hubs)
        {
            await hub.DisposeAsync();
        }
    }

    internal async Task<TestTaskHub> StartAsync(TaskHubEngineOptions? options = null, ILoggerFactory? loggers = null)
    {
        var hub = await TestTaskHub.StartAsync(Functions, ForceReplay, options, loggers);
        _hubs.Add(hub);
        return hub;
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Tests.Hosting;

/// <summary>Services that an orchestrator class is made with.</summary>
public class OrchestratorServicesTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Scope_WhenTheInstanceLeavesMemoryBeforeItsCodeReturned_IsDisposed(bool isTerminated)
    {
        await using var host = await StartAsync(forceReplay: !isTerminated);
        var client = Client(host);
        var opened = host.Services.GetRequiredService<Opened>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync("WaitsWithServices");
        await Eventually.IsTrueAsync(() => opened.Scopes == 1, "the scope is opened");

        if (isTerminated)
        {
            await client.TerminateInstanceAsync(id);
        }

        await Eventually.IsTrueAsync(() => opened.Disposed == 1, "the scope is disposed");
        Assert.Equal(1, opened.Scopes);
    }

    [Fact]
    public async Task Scope_WhenTheCodeReturns_IsDisposedOnce()
    {
        await using var host = await StartAsync(forceReplay: false);
        var client = Client(host);
        var opened = host.Services.GetRequiredService<Opened>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync("WaitsWithServices");
        await client.RaiseEventAsync(id, "go");

        var end = await client.WaitForInstanceCompletionAsync(id);
        await Eventually.IsTrueAsync(() => opened.Disposed == 1, "the scope is disposed");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(1, opened.Scopes);
    }

    [Fact]
    public async Task Service_WhenItStartsAThreadOfItsOwn_LeavesTheOrchestrationAlone()
    {
        await using var host = await StartAsync(forceReplay: false);
        var client = Client(host);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("WaitsWithServices");
        var ticking = host.Services.GetRequiredService<Ticking>();
        await ticking.Ticked.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await client.RaiseEventAsync(id, "go");

        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await client.WaitForInstanceCompletionAsync(id)).RuntimeStatus);
    }

    private static DurableTaskClient Client(TestHost host) => host.Services.GetRequiredService<FunctionsJobs.Embedded.Durable.TaskHubEngine>().Client;

    private static Task<TestHost> StartAsync(bool forceReplay) => TestHost.StartAsync(new TestHostSettings
    {
        Functions = [typeof(Functions)],
        Arguments = ["--EmbeddedHost:ForceReplay", forceReplay.ToString()],
        Configure = builder => builder.Services.AddSingleton<Opened>().AddSingleton<Ticking>().AddScoped<Scoped>(),
    });

    public sealed class Opened
    {
        private int _scopes;
        private int _disposed;

        public int Scopes => Volatile.Read(ref _scopes);

        public int Disposed => Volatile.Read(ref _disposed);

        public void Open() => Interlocked.Increment(ref _scopes);

        public void Close() => Interlocked.Increment(ref _disposed);
    }

    public sealed class Scoped : IAsyncDisposable
    {
        private readonly Opened _opened;

        public Scoped(Opened opened)
        {
            _opened = opened;
            opened.Open();
        }

        public ValueTask DisposeAsync()
        {
            _opened.Close();
            return ValueTask.CompletedTask;
        }
    }

    public sealed class Ticking
    {
        public Ticking() => new Thread(() => Ticked.SetResult()).Start();

        public TaskCompletionSource Ticked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public sealed class Functions(Scoped scoped, Ticking ticking)
    {
        [Function("WaitsWithServices")]
        public Task Waits([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            ArgumentNullException.ThrowIfNull(scoped);
            ArgumentNullException.ThrowIfNull(ticking);
            return context.WaitForExternalEvent<string>("go");
        }
    }
}

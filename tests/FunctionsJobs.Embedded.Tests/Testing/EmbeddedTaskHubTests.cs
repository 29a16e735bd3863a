using FunctionsJobs.Embedded.Testing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsJobs.Embedded.Tests.Testing;

public sealed class EmbeddedTaskHubTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("taskhub-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Options_WhenNotSet_AreThoseOfTheHost()
    {
        var options = new EmbeddedTaskHubOptions();

        Assert.Null(options.DataFolder);
        Assert.False(options.ForceReplay);
        Assert.True(options.FlushOnCommit);
        Assert.Equal(TimeSpan.FromDays(3), options.MaximumTimerInterval);
        Assert.Equal(string.Empty, options.DefaultVersion);
        Assert.Equal(TimeSpan.FromSeconds(30), options.ActivityDrainTimeout);
        Assert.Same(TimeProvider.System, options.TimeProvider);
    }

    [Fact]
    public async Task Start_OnTheFolderOfADisposedHub_GoesOnWithItsInstances()
    {
        string id;
        await using (var first = await StartAsync())
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
            await first.Client.WaitForInstanceStartAsync(id).WaitAsync(Limit);
        }

        await using var second = await StartAsync();
        await second.Client.RaiseEventAsync(id, "Go", "on");

        var end = await second.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Limit);
        Assert.Equal("on", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Start_WhenTheFolderIsInUse_IsRefusedAndLeavesTheOwnerAlone()
    {
        await using var owner = await StartAsync();

        await Assert.ThrowsAsync<IOException>(StartAsync);

        var id = await owner.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await owner.Client.RaiseEventAsync(id, "Go", "on");
        var end = await owner.Client.WaitForInstanceCompletionAsync(id).WaitAsync(Limit);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Start_WhenAnOptionIsOutOfRange_IsRefusedAndLeavesTheFolderFree()
    {
        var options = new EmbeddedTaskHubOptions { DataFolder = _folder, MaximumTimerInterval = TimeSpan.Zero };

        await Assert.ThrowsAsync<ArgumentException>(() => EmbeddedTaskHub.StartAsync(Register, options));

        await (await StartAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Dispose_WhenServicesWereCreated_DisposesThem()
    {
        var options = new EmbeddedTaskHubOptions { DataFolder = _folder, ConfigureServices = services => services.AddSingleton<DisposableService>() };
        var hub = await EmbeddedTaskHub.StartAsync(Register, options);
        var service = hub.Services.GetRequiredService<DisposableService>();

        await hub.DisposeAsync();

        Assert.True(service.WasDisposed);
    }

    [Fact]
    public async Task Activity_WhenCalledTwice_HasAScopeOfItsOwnEachTime()
    {
        var options = new EmbeddedTaskHubOptions { DataFolder = _folder, ConfigureServices = services => services.AddScoped<ScopeMark>() };
        await using var hub = await EmbeddedTaskHub.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc<bool>("Compare", async context =>
                    await context.CallActivityAsync<int>(nameof(ReadMark)) != await context.CallActivityAsync<int>(nameof(ReadMark)))
                .AddActivity<ReadMark>(),
            options);

        var id = await hub.Client.ScheduleNewOrchestrationInstanceAsync("Compare");

        var end = await hub.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Limit);
        Assert.True(end.ReadOutputAs<bool>());
    }

    private Task<EmbeddedTaskHub> StartAsync() => EmbeddedTaskHub.StartAsync(Register, new EmbeddedTaskHubOptions { DataFolder = _folder });

    private static void Register(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<string?>("Wait", context => context.WaitForExternalEvent<string?>("Go"));

    private sealed class DisposableService : IDisposable
    {
        public bool WasDisposed { get; private set; }

        public void Dispose() => WasDisposed = true;
    }

    private sealed class ScopeMark
    {
        private static int s_count;

        public int Number { get; } = Interlocked.Increment(ref s_count);
    }

    private sealed class ReadMark(ScopeMark mark) : TaskActivity<object?, int>
    {
        public override Task<int> RunAsync(TaskActivityContext context, object? input) => Task.FromResult(mark.Number);
    }
}

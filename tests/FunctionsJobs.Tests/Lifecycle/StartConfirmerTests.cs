using FunctionsJobs.JobStore.Recovery;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Lifecycle;

public sealed class StartConfirmerTests : IAsyncLifetime
{
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Confirm_OfJobsWhoseOrchestrationWasStarted_LeavesTheReconcilerNothingToTell()
    {
        await _hub.Queues.PauseAsync(JobHub.Queue, new("ada", null), CancellationToken.None);
        for (var i = 0; i < 250; i++)
        {
            await _hub.SubmitAsync(JobHub.NewJob($"job-{i}"));
        }

        await _hub.AcceptAsync("not-started");
        Assert.Equal(251, (await UnconfirmedAsync()).Count);

        await _hub.Starts.ConfirmAsync(CancellationToken.None);

        Assert.Equal([new JobSignal("not-started", JobSignalKind.Start, 0)], await UnconfirmedAsync());
    }

    private Task<IReadOnlyList<JobSignal>> UnconfirmedAsync() =>
        _hub.Recovery.ListUnconfirmedAsync(_hub.Time.Now + TimeSpan.FromDays(1), 1000, CancellationToken.None);
}

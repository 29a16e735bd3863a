using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;

namespace FunctionsJobs.Tests.Lifecycle;

public sealed class JobExecutionTests : IAsyncLifetime
{
    private static readonly JobActor Somebody = new("somebody", null);
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Look_WhileTheJobRuns_StopsNothing()
    {
        using var execution = await BeginAsync("job");

        await _hub.Monitor.LookAsync(CancellationToken.None);

        Assert.False(execution.Cancellation.IsCancellationRequested);
        Assert.Equal(("job", 1), (execution.JobId, execution.Attempt));
    }

    [Fact]
    public async Task Look_WhenTheJobWasCancelled_StopsItAndNoOther()
    {
        using var other = await BeginAsync("other");
        using var execution = await BeginAsync("job");

        await _hub.Jobs.CancelAsync("job", JobFault.Cancelled("asked", "Asked."), Somebody, CancellationToken.None);
        await _hub.Monitor.LookAsync(CancellationToken.None);

        Assert.True(execution.Cancellation.IsCancellationRequested);
        Assert.Equal("job_cancelled", execution.StopReason!.Code);
        Assert.False(other.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task Look_WhenTheAttemptIsOver_StopsIt()
    {
        using var execution = await BeginAsync("job");

        await _hub.Jobs.FailAttemptAsync("job", 1, JobFault.Timeout("late", "Late."), _hub.Time.GetUtcNow(), CancellationToken.None);
        await _hub.Jobs.ResumeAsync("job", 1, CancellationToken.None);
        await _hub.Monitor.LookAsync(CancellationToken.None);

        Assert.Equal("attempt_over", execution.StopReason!.Code);
        using var next = new JobExecution();
        await next.BeginAsync("job", _hub.Jobs, _hub.Monitor, CancellationToken.None);
        await _hub.Monitor.LookAsync(CancellationToken.None);
        Assert.Null(next.StopReason);
    }

    [Fact]
    public async Task Begin_WhenTheJobDoesNotRun_Refuses()
    {
        await _hub.AcceptAsync("job");
        await _hub.Jobs.StopAsync("job", JobFault.Cancelled("asked", "Asked."), CancellationToken.None);

        foreach (var id in (string[])["job", "unknown"])
        {
            using var execution = new JobExecution();
            var fault = await Assert.ThrowsAsync<JobFaultException>(() => execution.BeginAsync(id, _hub.Jobs, _hub.Monitor, CancellationToken.None));
            Assert.Equal(("job_not_running", false), (fault.Fault.Code, fault.Fault.Retryable));
        }
    }

    [Fact]
    public async Task Cancellation_WhenTheHostStops_FiresWithoutAReason()
    {
        await _hub.AcceptAsync("job");
        using var host = new CancellationTokenSource();
        using var execution = new JobExecution();
        await execution.BeginAsync("job", _hub.Jobs, _hub.Monitor, host.Token);

        await host.CancelAsync();

        Assert.True(execution.Cancellation.IsCancellationRequested);
        Assert.Null(execution.StopReason);
    }

    private async Task<JobExecution> BeginAsync(string id)
    {
        await _hub.AcceptAsync(id);
        var execution = new JobExecution();
        await execution.BeginAsync(id, _hub.Jobs, _hub.Monitor, CancellationToken.None);
        return execution;
    }
}

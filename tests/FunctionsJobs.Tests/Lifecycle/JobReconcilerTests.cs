using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Moq;

namespace FunctionsJobs.Tests.Lifecycle;

public sealed class JobReconcilerTests : IAsyncLifetime
{
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Reconcile_WhenAnAcceptedJobWasNotStarted_StartsIt()
    {
        await _hub.AcceptAsync("job");

        Assert.Equal(1, await ReconcileAsync());
        await _hub.EndOfAsync("job");

        Assert.Equal(JobState.Completed, (await _hub.FindAsync("job")).State);
    }

    [Fact]
    public async Task Reconcile_WhenTheJobWasStarted_LeavesItAlone()
    {
        var release = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        UseJob(release.Task);
        await _hub.StartAsync("job", "Job");

        Assert.Equal(0, await ReconcileAsync());
        release.SetResult("done");
        await _hub.EndOfAsync("job");

        Assert.Equal(3, (await _hub.TimelineAsync("job")).Count);
    }

    [Fact]
    public async Task Reconcile_LooksAtAJobOncePerInterval()
    {
        await _hub.AcceptAsync("job");
        await ReconcileAsync();
        var end = await _hub.EndOfAsync("job");
        await _hub.AcceptAsync("later");
        await _hub.Jobs.TakeForReviewAsync(_hub.Time.Now, 10, CancellationToken.None);

        Assert.Equal(0, await ReconcileAsync());
        _hub.Time.Advance(JobReconciler.Interval + TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await ReconcileAsync());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Reconcile_WhenTheOrchestrationWasTerminated_EndsTheJobAsCancelled()
    {
        UseJob(new TaskCompletionSource<string>().Task);
        await _hub.StartAsync("job", "Job");
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf("Part") == 1, "the work is under way");
        await _hub.Client.TerminateInstanceAsync("job", CancellationToken.None);
        await _hub.EndOfAsync("job");

        Assert.Equal(1, await ReconcileAsync());

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Cancelled, "terminated"), (job.State, job.Error!.Code));
    }

    [Fact]
    public async Task Reconcile_WhenTheOrchestratorThrew_EndsTheJobAsFailedWithoutInternals()
    {
        _hub.Functions.Orchestrator<JobRun<TestPlan>, TestResult>("Job", (_, _) => throw new InvalidOperationException("secret"));
        await _hub.StartAsync("job", "Job");
        await _hub.EndOfAsync("job");

        Assert.Equal(1, await ReconcileAsync());

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Failed, "orchestration_failed"), (job.State, job.Error!.Code));
        Assert.DoesNotContain("secret", job.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconcile_WhenTheOrchestratorThrewAFault_EndsTheJobWithIt()
    {
        var fault = JobFault.Data("plan_bad", "The plan is bad.");
        _hub.Functions.Orchestrator<JobRun<TestPlan>, TestResult>("Job", (_, _) => throw new JobFaultException(fault));
        await _hub.StartAsync("job", "Job");
        await _hub.EndOfAsync("job");

        await ReconcileAsync();

        Assert.Equal(fault, (await _hub.FindAsync("job")).Error);
    }

    [Fact]
    public async Task Reconcile_WhenTheOrchestrationCompletedWithoutAResult_EndsTheJobAsFailed()
    {
        _hub.Functions.Orchestrator<JobRun<TestPlan>, TestResult>("Job", (_, _) => Task.FromResult(new TestResult([])));
        await _hub.StartAsync("job", "Job");
        await _hub.EndOfAsync("job");

        await ReconcileAsync();

        Assert.Equal("result_lost", (await _hub.FindAsync("job")).Error!.Code);
    }

    [Fact]
    public async Task Reconcile_WhenTheHistoryWasPurged_StartsTheJobAgain()
    {
        UseJob(new TaskCompletionSource<string>().Task);
        await _hub.StartAsync("job", "Job");
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf("Part") == 1, "the work is under way");
        await _hub.Client.TerminateInstanceAsync("job", CancellationToken.None);
        await _hub.EndOfAsync("job");
        await _hub.Client.PurgeInstanceAsync("job", CancellationToken.None);

        Assert.Equal(1, await ReconcileAsync());
        await _hub.EndOfAsync("job");

        Assert.Equal(JobState.Completed, (await _hub.FindAsync("job")).State);
    }

    [Fact]
    public async Task Reconcile_WhenOneJobCannotBeRepaired_RepairsTheOthers()
    {
        await _hub.AcceptAsync("bad", arguments: "not json");
        await _hub.AcceptAsync("good");

        Assert.Equal(1, await ReconcileAsync());
        await _hub.EndOfAsync("good");

        Assert.Equal(JobState.Running, (await _hub.FindAsync("bad")).State);
    }

    [Fact]
    public async Task Reconcile_WhenTheArgumentsAreNotAllowedAnyMore_FailsTheJob()
    {
        await _hub.AcceptAsync("job", arguments: """{"publisherId":"p","startDate":"2020-01-01","endDate":"2026-01-01","granularity":"day"}""");

        await ReconcileAsync();

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Failed, "invalid_arguments"), (job.State, job.Error!.Code));
    }

    [Fact]
    public async Task StartAccepted_WhenTheEngineIsDown_LeavesTheJobToTheReconciler()
    {
        var job = await _hub.AcceptAsync("job");
        var down = new Mock<DurableTaskClient>("down");
        down.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new IOException("down"));

        await _hub.Launcher.StartAcceptedAsync(down.Object, job);
        down.VerifyAll();

        Assert.Null(await _hub.Client.GetInstanceAsync("job"));
        await ReconcileAsync();
        await _hub.EndOfAsync("job");
        Assert.Equal(JobState.Completed, (await _hub.FindAsync("job")).State);
    }

    [Fact]
    public async Task Start_InParallelAndAfterTheEnd_RunsTheJobOnce()
    {
        var job = await _hub.AcceptAsync("job");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _hub.Launcher.TryStartAsync(_hub.Client, job, CancellationToken.None))));
        await _hub.EndOfAsync("job");
        await _hub.Launcher.TryStartAsync(_hub.Client, job, CancellationToken.None);
        await _hub.EndOfAsync("job");

        Assert.Equal(1, _hub.Functions.RunsOf(nameof(SucceedJobActivity)));
        Assert.Equal(3, (await _hub.TimelineAsync("job")).Count);
    }

    private Task<int> ReconcileAsync() => _hub.Reconciler.ReconcileAsync(_hub.Client, CancellationToken.None);

    private void UseJob(Task<string> part)
    {
        _hub.Functions.Orchestrator<JobRun<TestPlan>, TestResult>("Job", (context, run) => JobLifecycle.RunAsync(
            context, run, TestJson.Result, async attempt => new TestResult([await attempt.CallActivityAsync<string>("Part", 0)])));
        _hub.Functions.Activity("Part", (int _) => part);
    }
}

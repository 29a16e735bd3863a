using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.Jobs.AnalyticsAggregation;
using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Audit;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Notices;
using FunctionsJobs.Tests.Histories;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Tests.Lifecycle;

/// <summary>Jobs that wait: for room, for time, for other jobs, and for somebody who stops them or begins anew.</summary>
public sealed class JobOrderTests : IAsyncLifetime
{
    private static readonly JobActor Somebody = new("somebody", null);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private JobHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await JobHub.StartAsync();
        _hub.Functions.Orchestrator<JobRun<AnalyticsAggregationPlanContract>, TestResult>(
            nameof(AnalyticsAggregationOrchestrator),
            (context, run) => JobLifecycle.RunAsync(context, run, TestJson.Result, async attempt => new TestResult(
            [
                await attempt.CallActivityAsync<string>("Work", run.JobId),
                await attempt.CallActivityAsync<string>("Rest", run.JobId),
            ])));
        _hub.Functions.Activity("Work", async (string id) =>
        {
            await _gate.Task;
            return id;
        });
        _hub.Functions.Activity("Rest", (string id) => Task.FromResult(id));
    }

    public async Task DisposeAsync()
    {
        _gate.TrySetResult();
        await _hub.DisposeAsync();
    }

    [Fact]
    public async Task Run_WhenTheQueueIsFull_WaitsUntilAnotherEnds()
    {
        foreach (var id in (string[])["a", "b", "c", "d", "e"])
        {
            await _hub.SubmitAsync(JobHub.NewJob(id));
        }

        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf("Work") == 3, "three run");
        Assert.Equal((JobState.Queued, JobState.Queued), ((await _hub.FindAsync("d")).State, (await _hub.FindAsync("e")).State));
        Assert.Equal(3, (await _hub.Queues.GetAsync(JobHub.Queue, CancellationToken.None)).Running);

        _gate.SetResult();
        foreach (var id in (string[])["a", "b", "c", "d", "e"])
        {
            await _hub.EndOfAsync(id);
            Assert.Equal((JobState.Completed, 1), ((await _hub.FindAsync(id)).State, (await _hub.FindAsync(id)).AttemptsMade));
        }

        Assert.Equal(0, (await _hub.Queues.GetAsync(JobHub.Queue, CancellationToken.None)).Running);
    }

    [Fact]
    public async Task Run_WhenTheRateWindowIsFull_WaitsForTheWindow()
    {
        _gate.SetResult();
        foreach (var id in Enumerable.Range(0, 12))
        {
            await _hub.SubmitAsync(JobHub.NewJob($"job-{id}"));
        }

        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf("Rest") == 10, "ten of them ran");
        await LookAgainAsync();
        await Eventually.HoldsAsync(() => _hub.Timers == 1, "the pump waits");
        Assert.Equal(JobState.Queued, (await _hub.FindAsync("job-11")).State);

        await _hub.AdvanceAsync(TimeSpan.FromMinutes(1));
        await _hub.EndOfAsync("job-10");
        await _hub.EndOfAsync("job-11");
        await Eventually.HoldsAsync(() => _hub.Timers == 0, "the pump waits to be asked");

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await _hub.Client.GetInstanceAsync(PumpId))!.RuntimeStatus);
        await RecordAsync(PumpId, "queue-pump.2-waiting");
    }

    [Fact]
    public async Task Run_WhenAJobBeginsToWaitJustAfterThePumpHasLooked_IsSeenByAFurtherLook()
    {
        _gate.SetResult();
        var (looked, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        _hub.Functions.Activity<string, DateTimeOffset?>(nameof(AdmitQueueActivity), async queue =>
        {
            var admission = await _hub.Queues.AdmitAsync(queue, CancellationToken.None);
            await _hub.Teller.TellAsync(_hub.Client, admission.Signals, CancellationToken.None);
            looked.TrySetResult();
            await goOn.Task;
            return admission.NextAt;
        });
        await _hub.Pump.EnsureAsync(_hub.Client, JobHub.Queue);
        await looked.Task.WaitAsync(Eventually.Limit);

        // The pump has seen an empty queue, and does not know it yet.
        for (var i = 0; i < 11; i++)
        {
            await _hub.SubmitAsync(JobHub.NewJob($"job-{i}"));
        }

        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf("Rest") == 10, "ten of them ran");
        Assert.Equal(JobState.Queued, (await _hub.FindAsync("job-10")).State);
        goOn.SetResult();
        _hub.Time.Advance(TimeSpan.FromSeconds(1));

        await _hub.AdvanceAsync(TimeSpan.FromMinutes(1));
        await _hub.EndOfAsync("job-10");
    }

    [Fact]
    public async Task Ensure_ManyTimesAtOnce_AsksThePumpOnceMore()
    {
        await _hub.Pump.EnsureAsync(_hub.Client, JobHub.Queue);
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf(nameof(AdmitQueueActivity)) == 1, "it looked");

        for (var i = 0; i < 20; i++)
        {
            await _hub.Pump.EnsureAsync(_hub.Client, JobHub.Queue);
        }

        _hub.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf(nameof(AdmitQueueActivity)) == 2, "it looked once more");
        _hub.Time.Advance(TimeSpan.FromSeconds(1));
        await _hub.Pump.EnsureAsync(_hub.Client, JobHub.Queue);
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf(nameof(AdmitQueueActivity)) == 3, "and is asked anew");
    }

    [Fact]
    public async Task Run_WhenDelayed_BeginsWhenItIsDue()
    {
        _gate.SetResult();
        var job = await _hub.SubmitAsync(JobHub.NewJob("later") with { RunAt = _hub.Time.GetUtcNow().AddSeconds(40) });
        Assert.Equal(JobState.Scheduled, job.State);
        await Eventually.HoldsAsync(() => _hub.Timers == 1, "the pump waits");
        Assert.Equal(0, _hub.Functions.RunsOf("Work"));

        await _hub.AdvanceAsync(TimeSpan.FromSeconds(40));
        await _hub.EndOfAsync("later");

        Assert.Equal(JobState.Completed, (await _hub.FindAsync("later")).State);
    }

    [Fact]
    public async Task Run_WhenItDependsOnOthers_BeginsAfterThem()
    {
        await _hub.SubmitAsync(JobHub.NewJob("first"));
        var second = await _hub.SubmitAsync(JobHub.NewJob("second") with { DependsOn = ["first"] });
        Assert.Equal(JobState.Blocked, second.State);

        _gate.SetResult();
        await _hub.EndOfAsync("first");
        await _hub.EndOfAsync("second");

        Assert.Equal(JobState.Completed, (await _hub.FindAsync("second")).State);
        Assert.Equal(["first", "second"], _hub.Functions.Runs.Where(call => call.Name == "Work").Select(call => call.Input!.Trim('"')));
    }

    [Fact]
    public async Task Run_WhenWhatItDependsOnFails_FailsWithoutRunning()
    {
        _hub.Functions.Activity("Work", (string _) => Task.FromException<string>(new JobFaultException(JobFault.Data("bad", "Bad."))));
        await _hub.SubmitAsync(JobHub.NewJob("first"));
        await _hub.SubmitAsync(JobHub.NewJob("second") with { DependsOn = ["first"] });

        await _hub.EndOfAsync("first");
        var end = await _hub.EndOfAsync("second");

        var second = await _hub.FindAsync("second");
        Assert.Equal((JobState.Failed, JobFaultCategory.Dependency, 0), (second.State, second.Error!.Category, second.AttemptsMade));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(1, _hub.Functions.RunsOf("Work"));
    }

    [Fact]
    public async Task Cancel_WhileItWaits_EndsItAtOnce()
    {
        foreach (var id in (string[])["a", "b", "c", "waiting"])
        {
            await _hub.SubmitAsync(JobHub.NewJob(id));
        }

        await CancelAsync("waiting");
        var end = await _hub.EndOfAsync("waiting");

        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("waiting")).State);
        Assert.Equal("job_ended", end.FailureDetails!.ToJobFault().Code);
        Assert.Equal(3, _hub.Functions.RunsOf("Work"));
    }

    [Fact]
    public async Task Cancel_WhileItRuns_LetsWhatIsUnderWayEndAndBeginsNothingMore()
    {
        await _hub.SubmitAsync(JobHub.NewJob("job"));
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf("Work") == 1, "it runs");

        await CancelAsync("job");
        Assert.Equal(JobState.Cancelling, (await _hub.FindAsync("job")).State);
        await Eventually.GetAsync(
            async () => (await _hub.HistoryAsync("job")).History.FirstOrDefault(line => line.Type == HistoryEventType.TaskCompleted), "the orchestration was answered");
        _gate.SetResult();
        await _hub.EndOfAsync("job");

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Cancelled, "job_cancelled"), (job.State, job.Error!.Code));
        Assert.Equal(0, _hub.Functions.RunsOf("Rest"));
        Assert.Equal(0, (await _hub.Queues.GetAsync(JobHub.Queue, CancellationToken.None)).Running);
    }

    [Fact]
    public async Task Cancel_BetweenAttempts_EndsItWithoutWaiting()
    {
        _hub.Functions.Activity("Work", (string _) => Task.FromException<string>(new JobFaultException(JobFault.Network("down", "Down."))));
        await _hub.SubmitAsync(JobHub.NewJob("job"));
        await _hub.InStateAsync("job", JobState.Retrying);

        await CancelAsync("job");
        await _hub.EndOfAsync("job");

        Assert.Equal((JobState.Cancelled, 1), ((await _hub.FindAsync("job")).State, _hub.Functions.RunsOf("Work")));
    }

    [Fact]
    public async Task Retry_OfAFailedJob_RunsItAgainUnderItsId()
    {
        var isDown = true;
        _hub.Functions.Activity("Work", (string id) =>
            isDown ? Task.FromException<string>(new JobFaultException(JobFault.Data("bad", "Bad."))) : Task.FromResult(id));
        await _hub.SubmitAsync(JobHub.NewJob("job"));
        await _hub.EndOfAsync("job");
        Assert.Equal(JobState.Failed, (await _hub.FindAsync("job")).State);

        isDown = false;
        var transition = await _hub.Jobs.RetryAsync("job", Somebody, CancellationToken.None);
        await _hub.Teller.TellAsync(_hub.Client, transition.Signals, CancellationToken.None);
        var job = await _hub.InStateAsync("job", JobState.Completed);

        Assert.Equal((2, 2, null), (job.Run, job.AttemptsMade, job.Error));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await _hub.EndOfAsync("job")).RuntimeStatus);
        Assert.Empty(await _hub.Recovery.ListUnconfirmedAsync(_hub.Time.GetUtcNow().AddDays(1), 10, CancellationToken.None));
    }

    [Fact]
    public async Task Reconcile_WhenSignalsWereLost_RepairsAll()
    {
        // Accepted, admitted, cancelled and retried, each by a process that died before it told anybody.
        foreach (var id in (string[])["a", "b", "c", "d", "cancelled"])
        {
            Assert.IsType<JobSubmission.Accepted>(await _hub.Jobs.SubmitAsync(JobHub.NewJob(id), CancellationToken.None));
        }

        await _hub.Jobs.CancelAsync("cancelled", JobFault.Cancelled("asked", "Asked."), Somebody, CancellationToken.None);
        _gate.SetResult();
        _hub.Time.Advance(JobReconciler.SignalAge + JobReconciler.Interval + TimeSpan.FromSeconds(1));
        await _hub.Reconciler.ReconcileAsync(_hub.Client, CancellationToken.None);

        foreach (var id in (string[])["a", "b", "c", "d"])
        {
            await _hub.InStateAsync(id, JobState.Completed);
        }

        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("cancelled")).State);
        await _hub.Jobs.RetryAsync("cancelled", Somebody, CancellationToken.None);
        _hub.Time.Advance(JobReconciler.SignalAge + TimeSpan.FromSeconds(1));
        await _hub.Reconciler.ReconcileAsync(_hub.Client, CancellationToken.None);
        await _hub.InStateAsync("cancelled", JobState.Completed);
        Assert.Equal(5, _hub.Functions.RunsOf("Work"));
    }

    [Fact]
    public async Task Pause_HoldsBackUntilResumed()
    {
        _gate.SetResult();
        await _hub.Queues.PauseAsync(JobHub.Queue, Somebody, CancellationToken.None);
        await _hub.SubmitAsync(JobHub.NewJob("job"));
        Assert.Equal(JobState.Queued, (await _hub.FindAsync("job")).State);

        await _hub.Pump.FollowAsync(
            _hub.Client, JobHub.Queue, await _hub.Queues.ResumeAsync(JobHub.Queue, Somebody, CancellationToken.None), CancellationToken.None);

        await _hub.InStateAsync("job", JobState.Completed);
    }

    [Fact]
    public async Task Notify_WhenTheJobHasEnded_SendsOneMail()
    {
        _gate.SetResult();
        await _hub.SubmitAsync(JobHub.NewJob("job") with { Notify = new JobNotify("a@example.com", null) });
        await _hub.EndOfAsync("job");
        var notice = await _hub.EndOfAsync(JobNoticeOrchestrator.InstanceId("job", 1));

        Assert.Equal(NoticeOutcome.Sent, notice.ReadOutputAs<NoticeOutcome>()!.Email);
        Assert.Contains("completed", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_hub.MailFolder))), StringComparison.Ordinal);
        await RecordAsync(JobNoticeOrchestrator.InstanceId("job", 1), "job-notice.1-completed");
    }

    private static string PumpId => QueuePumpOrchestrator.InstanceId(JobHub.Queue);

    /// <summary>Lets the pump be asked again, which a clock that stands still puts off for ever.</summary>
    private async Task LookAgainAsync()
    {
        _hub.Time.Advance(TimeSpan.FromSeconds(1));
        await _hub.Pump.AdmitAsync(_hub.Client, JobHub.Queue, CancellationToken.None);
    }

    private async Task RecordAsync(string id, string name)
    {
        var (instance, history) = await _hub.HistoryAsync(id);
        StoredHistory.Of(instance, history).Record(name);
    }

    private async Task CancelAsync(string id)
    {
        var transition = await _hub.Jobs.CancelAsync(id, JobFault.Cancelled("job_cancelled", "Cancelled."), Somebody, CancellationToken.None);
        await _hub.Teller.TellAsync(_hub.Client, transition.Signals, CancellationToken.None);
    }
}

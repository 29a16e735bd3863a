using FunctionsJobs.Embedded.Durable.History;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Tests.Lifecycle.Harness;
using Microsoft.DurableTask.Client;

namespace FunctionsJobs.Tests.Lifecycle;

public sealed class JobLifecycleTests : IAsyncLifetime
{
    private static readonly JobFault Broken = JobFault.Network("upstream_down", "No answer: 503.");
    private JobHub _hub = null!;

    public async Task InitializeAsync() => _hub = await JobHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Run_WhenTheWorkSucceeds_CompletesTheJobWithOneReport()
    {
        UseJob(parts: 2, parallelism: 2);
        _hub.Functions.Activity("Part", (int index) => Task.FromResult($"part {index}"));

        await _hub.StartAsync("job", "Job");
        var instance = await _hub.EndOfAsync("job");

        var job = await _hub.FindAsync("job");
        Assert.Equal(OrchestrationRuntimeStatus.Completed, instance.RuntimeStatus);
        Assert.Equal((JobState.Completed, """{"parts":["part 0","part 1"]}""", null), (job.State, job.Result, job.Error));
        Assert.Equal(["submitted queued 0", "admitted running 1", "succeeded completed 1"], await _hub.TimelineAsync("job"));
        Assert.Equal(["Part", "Part", nameof(SucceedJobActivity)], _hub.Functions.Runs.Select(call => call.Name));
    }

    [Fact]
    public async Task Run_WhenAPartFails_WaitsAndRepeatsThatPartOnly()
    {
        var failures = 2;
        UseJob(parts: 4, parallelism: 4);
        _hub.Functions.Activity("Part", (int index) =>
            index == 1 && Interlocked.Decrement(ref failures) >= 0 ? throw new JobFaultException(Broken) : Task.FromResult($"part {index}"));

        await _hub.StartAsync("job", "Job");
        var waiting = await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, JobPolicy.Default));
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf(nameof(FailAttemptActivity)) == 2, "the second attempt failed");
        await _hub.AdvanceAsync(JobBackoff.After("job", 2, JobPolicy.Default));
        await _hub.EndOfAsync("job");

        var job = await _hub.FindAsync("job");
        Assert.Equal(Broken, waiting.Error);
        Assert.Equal(waiting.CreatedAt.ToUnixTimeMilliseconds() + (long)JobBackoff.After("job", 1, JobPolicy.Default).TotalMilliseconds, waiting.NextAttemptAt!.Value.ToUnixTimeMilliseconds());
        Assert.Equal((JobState.Completed, 3, null), (job.State, job.AttemptsMade, job.Error));
        Assert.Equal(
            [
                "submitted queued 0", "admitted running 1", "attempt-failed retrying 1 upstream_down", "backoff-elapsed queued 1",
                "admitted running 2", "attempt-failed retrying 2 upstream_down", "backoff-elapsed queued 2", "admitted running 3", "succeeded completed 3",
            ],
            await _hub.TimelineAsync("job"));
        Assert.Equal(["0", "1", "1", "1", "2", "3"], _hub.Functions.Runs.Where(call => call.Name == "Part").Select(call => call.Input!).Order());
    }

    [Fact]
    public async Task Run_WhenTheDataIsBad_FailsWithoutAnotherAttempt()
    {
        var bad = JobFault.Data("bad_row", "Row 7 is bad.");
        UseJob(parts: 1, parallelism: 1);
        _hub.Functions.Activity("Part", (int _) => Task.FromException<string>(new JobFaultException(bad)));

        await _hub.StartAsync("job", "Job");
        var instance = await _hub.EndOfAsync("job");

        var job = await _hub.FindAsync("job");
        Assert.Equal((OrchestrationRuntimeStatus.Failed, bad), (instance.RuntimeStatus, instance.FailureDetails!.ToJobFault()));
        Assert.Equal((JobState.Failed, bad, 1), (job.State, job.Error, job.AttemptsMade));
        Assert.Equal("failed failed 1 bad_row", (await _hub.TimelineAsync("job"))[^1]);
    }

    [Fact]
    public async Task Run_WhenTheAttemptsAreUsedUp_FailsWithTheLastFault()
    {
        var runs = 0;
        UseJob(parts: 1, parallelism: 1);
        _hub.Functions.Activity("Part", (int _) => Task.FromException<string>(new JobFaultException(Broken with { Message = $"Run {++runs}." })));
        var policy = JobPolicy.Default with { Attempts = 2, Backoff = JobBackoffType.Fixed, BackoffDelay = TimeSpan.FromMinutes(1) };

        await _hub.StartAsync("job", "Job", policy);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, policy));
        await _hub.EndOfAsync("job");

        var job = await _hub.FindAsync("job");
        Assert.Equal((JobState.Failed, "Run 2.", 2), (job.State, job.Error!.Message, job.AttemptsMade));
    }

    [Fact]
    public async Task Run_WhenAnActivityThrowsSomethingElse_IsASystemFaultWithoutInternals()
    {
        UseJob(parts: 1, parallelism: 1);
        _hub.Functions.Activity("Part", (int _) => Task.FromException<string>(new InvalidOperationException("secret")));

        await _hub.StartAsync("job", "Job", JobPolicy.Default with { Attempts = 1 });
        var instance = await _hub.EndOfAsync("job");

        Assert.Equal("unexpected", (await _hub.FindAsync("job")).Error!.Code);
        Assert.DoesNotContain("secret", $"{instance.FailureDetails} {(await _hub.FindAsync("job")).Error}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhenSeveralPartsFail_TakesTheFaultThatMakesAnotherAttemptPointless()
    {
        var bad = JobFault.Data("bad_row", "Row 7 is bad.");
        UseJob(parts: 3, parallelism: 3);
        _hub.Functions.Activity("Part", (int index) => index switch
        {
            1 => Task.FromException<string>(new JobFaultException(bad)),
            _ => Task.FromException<string>(new JobFaultException(Broken)),
        });

        await _hub.StartAsync("job", "Job");
        await _hub.EndOfAsync("job");

        Assert.Equal(bad, (await _hub.FindAsync("job")).Error);
    }

    [Fact]
    public async Task Run_KeepsNoMorePartsUnderWayThanAllowed_AndStartsNoneAfterAFault()
    {
        var (underWay, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        UseJob(parts: 12, parallelism: 3);
        _hub.Functions.Activity("Part", async (int index) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref underWay));
            await (index > 5 ? gate.Task : Task.CompletedTask);
            Interlocked.Decrement(ref underWay);
            return index == 5 ? throw new JobFaultException(JobFault.Data("bad", "Bad.")) : $"part {index}";
        });

        await _hub.StartAsync("job", "Job");
        await Eventually.GetAsync(
            async () => (await _hub.HistoryAsync("job")).History.FirstOrDefault(line => line.Type == HistoryEventType.TaskFailed), "the part has failed");
        gate.SetResult();
        await _hub.EndOfAsync("job");

        Assert.InRange(most, 1, 3);
        Assert.InRange(_hub.Functions.RunsOf("Part"), 6, 8);
    }

    [Fact]
    public async Task Run_WhenAnAttemptTakesTooLong_BeginsTheNextAndStopsTheOldOne()
    {
        var late = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _hub.Functions.Orchestrator<JobRun<TestPlan>, TestResult>("Job", (context, run) => JobLifecycle.RunAsync(
            context, run, TestJson.Result, async attempt => new TestResult(
            [
                await attempt.CallActivityAsync<string>("Slow", attempt.Number),
                await attempt.CallActivityAsync<string>("After", attempt.Number),
            ])));
        _hub.Functions.Activity("Slow", (int attempt) => attempt == 1 ? late.Task : Task.FromResult($"slow {attempt}"));
        _hub.Functions.Activity("After", (int attempt) => Task.FromResult($"after {attempt}"));
        var policy = JobPolicy.Default with { Timeout = TimeSpan.FromMinutes(10), BackoffDelay = TimeSpan.FromSeconds(30) };

        await _hub.StartAsync("job", "Job", policy);
        await Eventually.HoldsAsync(() => _hub.Functions.RunsOf("Slow") == 1, "the first attempt runs");
        await _hub.AdvanceAsync(TimeSpan.FromMinutes(10));
        var timedOut = await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, policy));
        await _hub.InStateAsync("job", JobState.Completed);
        late.SetResult("slow 1, at last");
        await _hub.EndOfAsync("job");

        Assert.Equal(JobFault.Timeout("attempt_timeout", "Attempt 1 took longer than 00:10:00."), timedOut.Error);
        Assert.Equal("""{"parts":["slow 2","after 2"]}""", (await _hub.FindAsync("job")).Result);
        Assert.Equal(["2"], _hub.Functions.Runs.Where(call => call.Name == "After").Select(call => call.Input!));
    }

    [Fact]
    public async Task Run_WhenTheJobIsStoppedWhileItWaits_MakesNoOtherAttempt()
    {
        UseJob(parts: 1, parallelism: 1);
        _hub.Functions.Activity("Part", (int _) => Task.FromException<string>(new JobFaultException(Broken)));

        await _hub.StartAsync("job", "Job");
        await _hub.InStateAsync("job", JobState.Retrying);
        await _hub.Jobs.StopAsync("job", JobFault.Cancelled("asked", "Stop."), CancellationToken.None);
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, JobPolicy.Default));
        var instance = await _hub.EndOfAsync("job");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, "job_ended"), (instance.RuntimeStatus, instance.FailureDetails!.ToJobFault().Code));
        Assert.Equal(JobState.Cancelled, (await _hub.FindAsync("job")).State);
        Assert.Equal(1, _hub.Functions.RunsOf("Part"));
    }

    [Fact]
    public async Task Run_WhenTheJobStoreIsDownAtTheEnd_ReportsAgain()
    {
        var reports = 0;
        UseJob(parts: 1, parallelism: 1);
        _hub.Functions.Activity("Part", (int _) => Task.FromResult("done"));
        _hub.Functions.Activity(nameof(SucceedJobActivity), async (JobSuccessReport report) => ++reports == 1
            ? throw new TimeoutException("locked")
            : (await _hub.Jobs.SucceedAsync(report.JobId, report.Result.GetRawText(), CancellationToken.None)).State.ToName());

        await _hub.StartAsync("job", "Job");
        await _hub.AdvanceAsync(TimeSpan.FromSeconds(1));
        var instance = await _hub.EndOfAsync("job");

        Assert.Equal((2, OrchestrationRuntimeStatus.Completed), (reports, instance.RuntimeStatus));
        Assert.Equal((JobState.Completed, 1), ((await _hub.FindAsync("job")).State, _hub.Functions.RunsOf("Part")));
    }

    [Fact]
    public async Task Run_WhenTheEngineIsRestartedBetweenAttempts_GoesOn()
    {
        var failures = 1;
        UseJob(parts: 3, parallelism: 1);
        _hub.Functions.Activity("Part", (int index) =>
            index == 2 && Interlocked.Decrement(ref failures) >= 0 ? throw new JobFaultException(Broken) : Task.FromResult($"part {index}"));

        await _hub.StartAsync("job", "Job");
        await _hub.InStateAsync("job", JobState.Retrying);
        await Eventually.HoldsAsync(() => _hub.Timers == 1, "the back-off is under way");
        await _hub.RestartAsync();
        await _hub.AdvanceAsync(JobBackoff.After("job", 1, JobPolicy.Default));
        await _hub.EndOfAsync("job");

        Assert.Equal("""{"parts":["part 0","part 1","part 2"]}""", (await _hub.FindAsync("job")).Result);
        Assert.Equal(4, _hub.Functions.RunsOf("Part"));
    }

    private void UseJob(int parts, int parallelism) =>
        _hub.Functions.Orchestrator<JobRun<TestPlan>, TestResult>("Job", (context, run) =>
        {
            var all = new JobParts<string>(parts);
            return JobLifecycle.RunAsync(context, run, TestJson.Result, async attempt =>
                new TestResult(await all.RunAsync(parallelism, index => attempt.CallActivityAsync<string>("Part", index))));
        });

    private static void InterlockedMax(ref int target, int value)
    {
        for (var current = Volatile.Read(ref target); value > current;)
        {
            var seen = Interlocked.CompareExchange(ref target, value, current);
            if (seen == current)
            {
                return;
            }

            current = seen;
        }
    }
}

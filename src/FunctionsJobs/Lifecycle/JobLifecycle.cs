using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FunctionsJobs.JobStore;
using Microsoft.DurableTask;

namespace FunctionsJobs.Lifecycle;

/// <summary>
/// The orchestration that every job runs inside: the wait for admission, attempts with their time limit, the waits between them, cancellation, and the
/// end, each of them told to the job store in one transaction. A job type's orchestrator hands its work to <c>RunAsync</c> and does nothing besides.
/// </summary>
/// <remarks>
/// <para>Retry lives here and only here. A part that fails ends the attempt; the next attempt runs what has not succeeded yet
/// (<see cref="JobParts{TResult}"/>). Activities are therefore called without a retry policy of the engine, with one exception: the calls below, by
/// which the lifecycle itself reports to the job store, since nothing above them could repeat them.</para>
/// <para>Order and limits are the job store's business. Where there was room, the job was admitted, and its first attempt begun, by the transaction that
/// accepted it: then it costs no activity. Otherwise the orchestration waits to be told.</para>
/// <para>Cancellation of an attempt is cooperative: activities see it in the store (<see cref="JobExecution"/>); the attempt starts nothing new, waits for
/// what is under way, and only then is the job cancelled. So nothing is written for a job that is seen as cancelled.</para>
/// </remarks>
internal static class JobLifecycle
{
    /// <summary>Runs the job to its end, in the job store and here.</summary>
    /// <param name="context">The orchestration, whose instance id is the job's id.</param>
    /// <param name="run">Its input.</param>
    /// <param name="resultJson">How the result is written to the job store.</param>
    /// <param name="work">One attempt. Called again after a fault that is worth it.</param>
    /// <returns>The result, once the job store has it.</returns>
    /// <exception cref="JobFaultException">The job failed, or was ended by somebody else.</exception>
    public static Task<TResult> RunAsync<TPlan, TResult>(
        TaskOrchestrationContext context, JobRun<TPlan> run, JsonTypeInfo<TResult> resultJson, Func<JobAttempt, Task<TResult>> work)
        where TPlan : class =>
        RunStagesAsync(context, run, resultJson, async attempt => JobStage<TResult>.Done(await work(attempt)));

    /// <summary>
    /// Runs a job whose work is done by children: it submits them, gives its slot back until the last of them has ended, and collects what became of them. The time in
    /// between counts as no attempt, and against no time limit.
    /// </summary>
    /// <param name="context">The orchestration, whose instance id is the job's id.</param>
    /// <param name="run">Its input.</param>
    /// <param name="resultJson">How the result is written to the job store.</param>
    /// <param name="submitChildren">Submits the children, by activities. Called again after a fault that is worth it; children that are there are left as they are.</param>
    /// <param name="collect">Makes the result, when all children have ended. Called again after a fault that is worth it.</param>
    /// <returns>The result, once the job store has it.</returns>
    /// <exception cref="JobFaultException">The job failed, or was ended by somebody else.</exception>
    public static Task<TResult> RunAsync<TPlan, TResult>(
        TaskOrchestrationContext context,
        JobRun<TPlan> run,
        JsonTypeInfo<TResult> resultJson,
        Func<JobAttempt, Task> submitChildren,
        Func<JobAttempt, Task<TResult>> collect)
        where TPlan : class
    {
        var isSubmitted = false;
        return RunStagesAsync(context, run, resultJson, async attempt =>
        {
            if (isSubmitted)
            {
                return JobStage<TResult>.Done(await collect(attempt));
            }

            await submitChildren(attempt);
            isSubmitted = true;
            return JobStage<TResult>.AwaitsChildren;
        });
    }

    private static async Task<TResult> RunStagesAsync<TPlan, TResult>(
        TaskOrchestrationContext context, JobRun<TPlan> run, JsonTypeInfo<TResult> resultJson, Func<JobAttempt, Task<JobStage<TResult>>> work)
        where TPlan : class
    {
        var logger = context.CreateReplaySafeLogger(typeof(JobLifecycle));
        var signals = new JobSignals(context);
        if (run.Waits)
        {
            await WaitForAttemptAsync(context, signals, run.JobId, run.AttemptsBefore + 1);
        }

        var before = run.AttemptsBefore;
        for (var number = before + 1; ; number++)
        {
            var attempt = new JobAttempt(context, run.JobId, number);
            var (stage, fault) = await RunAttemptAsync(context, signals, attempt, run.Policy.Timeout, work);
            attempt.End();
            if (stage is { IsDone: true, Result: var result })
            {
                await SucceedAsync(context, run.JobId, JsonSerializer.SerializeToElement(result!, resultJson));
                return result!;
            }

            if (fault is null)
            {
                // The attempts that ended in waiting do not count, and neither does going on in the one that found nothing to wait for.
                (var last, fault) = await AwaitChildrenAsync(context, signals, run.JobId, number);
                before += last - number;
                number = last;
                if (fault is null)
                {
                    number--;
                    continue;
                }
            }

            if (!fault.Retryable || number - before >= run.Policy.Attempts)
            {
                LifecycleLog.JobFailed(logger, run.JobId, number, fault.Category.ToName(), fault.Code);
                await ReportAsync(context, nameof(FailJobActivity), new JobFaultReport { JobId = run.JobId, Attempt = number, Fault = fault });
                throw new JobFaultException(fault);
            }

            LifecycleLog.AttemptFailed(logger, run.JobId, number, fault.Category.ToName(), fault.Code);
            await BackOffAsync(context, signals, run, number, before, fault);
        }
    }

    /// <summary>Waits until the store has begun the attempt.</summary>
    /// <exception cref="JobFaultException">The job ended first.</exception>
    private static async Task WaitForAttemptAsync(TaskOrchestrationContext context, JobSignals signals, string jobId, int number)
    {
        while (true)
        {
            if (await Task.WhenAny(signals.Admitted, signals.Stop) == signals.Admitted)
            {
                var told = await signals.Admitted;
                signals.TakeAdmitted();
                if (told == number)
                {
                    return;
                }
            }
            else
            {
                signals.TakeStop();
                var state = await ReportAsync(context, nameof(ReadJobStateActivity), jobId);
                if (state.IsTerminal())
                {
                    throw Ended(state);
                }
            }
        }
    }

    /// <summary>Gives the slot back until the children have ended; at once where they have.</summary>
    /// <returns>The attempt that goes on; with the fault that ends the job where it is to stop.</returns>
    /// <exception cref="JobFaultException">The job ended first.</exception>
    private static async Task<(int Attempt, JobFault? Fault)> AwaitChildrenAsync(
        TaskOrchestrationContext context, JobSignals signals, string jobId, int number)
    {
        while (true)
        {
            // Asked again after every wait: a child may have been run again in between.
            var state = await ReportAsync(context, nameof(AwaitChildrenActivity), new JobWaitRequest { JobId = jobId, Attempt = number });
            switch (state)
            {
                case JobState.Running:
                    return (number, null);
                case JobState.Cancelling:
                    return (number, JobFault.Cancelled("job_cancelled", "The job was cancelled."));
                case JobState.Blocked:
                    await WaitForAttemptAsync(context, signals, jobId, ++number);
                    break;
                default:
                    throw Ended(state);
            }
        }
    }

    private static async Task<(TResult? Result, JobFault? Fault)> RunAttemptAsync<TResult>(
        TaskOrchestrationContext context, JobSignals signals, JobAttempt attempt, TimeSpan? timeout, Func<JobAttempt, Task<TResult>> work)
    {
        var running = CatchFaultAsync(attempt, work);
        using var ended = new CancellationTokenSource();
        var deadline = timeout is { } limit ? context.CreateTimer(limit, ended.Token) : null;
        while (true)
        {
            var first = await (deadline is null ? Task.WhenAny(running, signals.Stop) : Task.WhenAny(running, deadline, signals.Stop));
            if (first == running)
            {
                ended.Cancel();
                return await running;
            }

            if (first == deadline)
            {
                return (default, JobFault.Timeout("attempt_timeout", $"Attempt {attempt.Number} took longer than {timeout}."));
            }

            signals.TakeStop();
            var state = await ReportAsync(context, nameof(ReadJobStateActivity), attempt.JobId);
            if (state != JobState.Running)
            {
                attempt.Cancel();
            }
        }
    }

    private static async Task<(TResult? Result, JobFault? Fault)> CatchFaultAsync<TResult>(JobAttempt attempt, Func<JobAttempt, Task<TResult>> work)
    {
        try
        {
            return (await work(attempt), null);
        }
        catch (TaskFailedException e)
        {
            return (default, e.FailureDetails.ToJobFault());
        }
        catch (JobFaultException e)
        {
            return (default, e.Fault);
        }
    }

    private static async Task SucceedAsync(TaskOrchestrationContext context, string jobId, JsonElement result)
    {
        var state = await ReportAsync(context, nameof(SucceedJobActivity), new JobSuccessReport { JobId = jobId, Result = result });
        if (state != JobState.Completed)
        {
            throw Ended(state);
        }
    }

    /// <summary>Waits until the next attempt has begun.</summary>
    private static async Task BackOffAsync<TPlan>(
        TaskOrchestrationContext context, JobSignals signals, JobRun<TPlan> run, int failedAttempt, int before, JobFault fault)
        where TPlan : class
    {
        var delay = JobBackoff.After(run.JobId, failedAttempt - before, run.Policy);
        if (fault.RetryAfter > delay)
        {
            delay = fault.RetryAfter.Value;
        }

        var report = new JobFaultReport
        {
            JobId = run.JobId,
            Attempt = failedAttempt,
            Fault = fault,
            NextAttemptAt = new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero) + delay,
        };
        var state = await ReportAsync(context, nameof(FailAttemptActivity), report);
        if (state == JobState.Retrying)
        {
            await WaitAsync(context, signals, run.JobId, delay);
            state = await ReportAsync(context, nameof(ResumeJobActivity), new JobResumeRequest { JobId = run.JobId, FailedAttempt = failedAttempt });
        }

        if (state == JobState.Queued)
        {
            await WaitForAttemptAsync(context, signals, run.JobId, failedAttempt + 1);
        }
        else if (state != JobState.Running)
        {
            throw Ended(state);
        }
    }

    /// <summary>Waits for the delay, or until the job has ended in the store.</summary>
    private static async Task WaitAsync(TaskOrchestrationContext context, JobSignals signals, string jobId, TimeSpan delay)
    {
        using var ended = new CancellationTokenSource();
        var elapsed = context.CreateTimer(delay, ended.Token);
        while (await Task.WhenAny(elapsed, signals.Stop) != elapsed)
        {
            signals.TakeStop();
            var state = await ReportAsync(context, nameof(ReadJobStateActivity), jobId);
            if (state.IsTerminal())
            {
                ended.Cancel();
                throw Ended(state);
            }
        }
    }

    private static async Task<JobState> ReportAsync(TaskOrchestrationContext context, string activityName, object report) =>
        JobStateNames.Parse(await context.CallActivityAsync<string>(activityName, report, TaskOptions.FromRetryPolicy(new RetryPolicy(
            maxNumberOfAttempts: 10,
            firstRetryInterval: TimeSpan.FromSeconds(1),
            backoffCoefficient: 2,
            maxRetryInterval: TimeSpan.FromMinutes(1)))));

    private static JobFaultException Ended(JobState state) =>
        new(JobFault.Cancelled("job_ended", $"The job store has the job as {state.ToName()}."));
}

using FunctionsJobs.JobStore;
using FunctionsJobs.JobStore.Sql;

namespace FunctionsJobs.Schedules.Sql;

/// <summary>The transactions that settle fire times.</summary>
/// <remarks>
/// A submission that is refused has undone its transaction. Then the answer holds the record that is to stand in the place of the run when the
/// transaction is repeated.
/// </remarks>
internal sealed class FireWriting(JobWork work, ScheduleOptions options)
{
    private readonly List<JobSubmission.Accepted> _accepted = [];

    /// <summary>A run that has its job.</summary>
    public static ScheduleRun Started(DateTimeOffset fireAt, string jobId, DateTimeOffset now) => new()
    {
        FireAt = fireAt,
        LastFireAt = fireAt,
        Count = 1,
        IsTriggered = false,
        Outcome = ScheduleRunOutcome.Started,
        Reason = null,
        Detail = null,
        JobId = jobId,
        SettledAt = now,
    };

    /// <summary>Fire times without a run.</summary>
    public static ScheduleRun Skipped(FireStep.Skip skip, DateTimeOffset now) => new()
    {
        FireAt = skip.First,
        LastFireAt = skip.Last,
        Count = skip.Count,
        IsTriggered = false,
        Outcome = ScheduleRunOutcome.Skipped,
        Reason = skip.Reason,
        Detail = skip.Detail,
        JobId = null,
        SettledAt = now,
    };

    /// <summary>Settles due fire times, and moves the schedule on.</summary>
    public async Task<(FireResult Result, FireStep.Skip? Refused)> SettleAsync(FireSettlement settlement)
    {
        var schedule = await ScheduleSql.LockAsync(work.Session, settlement.Schedule, work.Store.Dialect);
        if (schedule is not { State: ScheduleState.Active, Next: { } next } || settlement.Steps.Count == 0)
        {
            return (FireResult.Stale, null);
        }

        var lastFireAt = next.FireAt;
        foreach (var step in settlement.Steps)
        {
            var (run, refused) = await DecideAsync(schedule, step);
            if (run is null)
            {
                return (FireResult.Stale, refused);
            }

            await ScheduleRunSql.InsertAsync(work.Session, schedule.Id, run);
            lastFireAt = run.LastFireAt;
        }

        await ScheduleSql.AdvanceAsync(work.Session, schedule.Id, settlement.Next, lastFireAt);
        await ScheduleRunSql.TrimAsync(work.Session, schedule.Id, options.HistoryLimit);
        return (new FireResult(true, _accepted), null);
    }

    /// <summary>Starts the oldest run that waits, if its turn has come.</summary>
    public async Task<(FireResult Result, FireStep.Skip? Refused)> StartWaitingAsync(WaitingFire waiting, FireStep step)
    {
        // A fire time that was settled in between changes nothing here, another definition does.
        var schedule = await ScheduleSql.FindAsync(work.Session, waiting.Schedule.Id, work.Store.Dialect.RowLock);
        if (schedule is not { State: ScheduleState.Active }
            || schedule.Version != waiting.Schedule.Version
            || await ScheduleRunSql.FindOldestWaitingAsync(work.Session, schedule.Id) != waiting.FireAt.ToUnixTimeMilliseconds()
            || await ScheduleRunSql.HasRunUnderWayAsync(work.Session, schedule.Id))
        {
            return (FireResult.Stale, null);
        }

        var (run, refused) = step is FireStep.Run { Job: var job } ? await SubmitAsync(waiting.FireAt, job) : (Skipped((FireStep.Skip)step, work.Now), null);
        if (run is null)
        {
            return (FireResult.Stale, refused);
        }

        await ScheduleRunSql.EndWaitAsync(work.Session, schedule.Id, run);
        return (new FireResult(true, _accepted), null);
    }

    /// <summary>Accepts the job of a run that a user triggers; null when there is no such schedule.</summary>
    public async Task<JobSubmission?> TriggerAsync(string id, NewJob job)
    {
        if (await ScheduleSql.FindAsync(work.Session, id, work.Store.Dialect.RowLock) is null)
        {
            return null;
        }

        var submission = await JobSubmissionSql.SubmitAsync(work, job);
        if (submission is JobSubmission.Accepted(var accepted))
        {
            await ScheduleRunSql.InsertAsync(work.Session, id, Started(work.Now, accepted.Id, work.Now) with { IsTriggered = true });
            await ScheduleRunSql.TrimAsync(work.Session, id, options.HistoryLimit);
        }

        return submission;
    }

    private async Task<(ScheduleRun? Run, FireStep.Skip? Refused)> DecideAsync(ScheduleRecord schedule, FireStep step)
    {
        if (step is FireStep.Skip skip)
        {
            return (Skipped(skip, work.Now), null);
        }

        var (fireAt, job) = (FireStep.Run)step;
        switch (schedule.Definition.Overlap)
        {
            case OverlapPolicy.Skip when await ScheduleRunSql.HasRunUnderWayAsync(work.Session, schedule.Id):
                return (Skipped(new FireStep.Skip(fireAt, fireAt, 1, ScheduleSkipReasons.Overlap, null), work.Now), null);
            case OverlapPolicy.Queue:
                var waiting = await ScheduleRunSql.CountWaitingAsync(work.Session, schedule.Id);
                if (waiting == 0 && !await ScheduleRunSql.HasRunUnderWayAsync(work.Session, schedule.Id))
                {
                    goto default;
                }

                return waiting < options.MaxWaiting
                    ? (Started(fireAt, job.Id, work.Now) with { Outcome = ScheduleRunOutcome.Waiting, JobId = null }, null)
                    : (Skipped(new FireStep.Skip(fireAt, fireAt, 1, ScheduleSkipReasons.QueueFull, null), work.Now), null);
            default:
                return await SubmitAsync(fireAt, job);
        }
    }

    private async Task<(ScheduleRun? Run, FireStep.Skip? Refused)> SubmitAsync(DateTimeOffset fireAt, NewJob job)
    {
        switch (await JobSubmissionSql.SubmitAsync(work, job))
        {
            case JobSubmission.Accepted accepted:
                _accepted.Add(accepted);
                return (Started(fireAt, job.Id, work.Now), null);
            case JobSubmission.Existing(var existing) when existing.Id == job.Id:
                return (Started(fireAt, job.Id, work.Now), null);
            case JobSubmission.Existing(var existing):
                return (Skipped(new FireStep.Skip(fireAt, fireAt, 1, ScheduleSkipReasons.Refused, $"Job {existing.Id} does the same."), work.Now), null);
            case var refusal:
                // The job store has asked for all of the transaction to be undone.
                work.Session.Abandon();
                return (null, new FireStep.Skip(fireAt, fireAt, 1, ScheduleSkipReasons.Refused, $"The job store answered {refusal.GetType().Name}."));
        }
    }
}

using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Schedules.Cron;
using FunctionsJobs.Schedules.Drafts;
using FunctionsJobs.Schedules.Placeholders;
using FunctionsJobs.Security;

namespace FunctionsJobs.Schedules;

/// <summary>Makes the jobs of schedules: the same checks and the same values as for jobs that are submitted.</summary>
public sealed class ScheduledJobs
{
    private readonly JobDrafts _drafts;

    public ScheduledJobs(JobDrafts drafts) => _drafts = drafts;

    /// <summary>The job of a run; notes by path what its queue, job type or options refuse, and answers null.</summary>
    /// <param name="definition">What is to be submitted.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="at">The instant its placeholders are relative to; days are those of the schedule's zone.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="errors">Takes what is wrong.</param>
    internal NewJob? Prepare(ScheduleDefinition definition, Caller caller, DateTimeOffset at, string jobId, FieldErrors errors)
    {
        if (!ZoneClock.TryFind(definition.TimeZone, out var clock))
        {
            errors.Add("$.timeZone", ZoneClock.Rule);
            return null;
        }

        var dates = new DatePlaceholders(clock.At(at));
        var draft = new JobDraft(definition.Queue, definition.JobName, definition.Data, definition.Options);
        return _drafts.Prepare(draft, name => JobDrafts.Value(dates.Resolve(name)), DatePlaceholders.Rule, caller, jobId, errors);
    }

    /// <summary>What a run does: its job, or a skip when the job type does not take the data any more.</summary>
    internal FireStep Step(ScheduleRecord schedule, DateTimeOffset fireAt)
    {
        var errors = new FieldErrors();
        var caller = Caller.OfProgram("schedules", schedule.Tenant);
        if (Prepare(schedule.Definition, caller, fireAt, ScheduleRunId.Of(schedule.Id, fireAt), errors) is { } job)
        {
            return new FireStep.Run(fireAt, job);
        }

        var (field, messages) = errors.ToDictionary().First();
        return new FireStep.Skip(fireAt, fireAt, 1, ScheduleSkipReasons.Invalid, $"{field} {messages[0]}");
    }
}

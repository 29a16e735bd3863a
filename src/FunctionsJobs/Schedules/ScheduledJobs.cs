using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Queues;
using FunctionsJobs.Schedules.Cron;
using FunctionsJobs.Schedules.Placeholders;
using FunctionsJobs.Security;

namespace FunctionsJobs.Schedules;

/// <summary>Makes the jobs of schedules: the same checks and the same values as for jobs that are submitted.</summary>
public sealed class ScheduledJobs
{
    private readonly JobTypeCatalogue _catalogue;
    private readonly JobSubmitter _submitter;

    public ScheduledJobs(JobTypeCatalogue catalogue, JobSubmitter submitter) => (_catalogue, _submitter) = (catalogue, submitter);

    /// <summary>The job of a run; notes by path what its queue, job type or options refuse, and answers null.</summary>
    /// <param name="definition">What is to be submitted.</param>
    /// <param name="caller">Whose it is.</param>
    /// <param name="at">The instant its placeholders are relative to; days are those of the schedule's zone.</param>
    /// <param name="jobId">The job's id.</param>
    /// <param name="errors">Takes what is wrong.</param>
    internal NewJob? Prepare(ScheduleDefinition definition, Caller caller, DateTimeOffset at, string jobId, FieldErrors errors)
    {
        if (!_catalogue.TryFindQueue(definition.Queue, out var queue))
        {
            errors.Add("$.queueName", "must be the name of a queue");
            return null;
        }

        if (!ZoneClock.TryFind(definition.TimeZone, out var clock))
        {
            errors.Add("$.timeZone", ZoneClock.Rule);
            return null;
        }

        var dates = new DatePlaceholders(clock.At(at));
        using var template = JsonDocument.Parse(definition.Data);
        var data = PlaceholderData.Resolve(
            template.RootElement,
            name => dates.Resolve(name) is { } date ? JsonSerializer.SerializeToElement(date, ScheduleJson.Default.String) : null,
            "$.data",
            DatePlaceholders.Rule,
            errors);
        if (data is not { } resolved)
        {
            return null;
        }

        using var options = definition.Options is { } text ? JsonDocument.Parse(text) : null;
        var request = new SubmitJobRequest { JobName = definition.JobName, Data = resolved, Options = options?.RootElement };
        return _submitter.Prepare(queue, request, caller, idempotencyKey: null, errors) is { } job ? job with { Id = jobId } : null;
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

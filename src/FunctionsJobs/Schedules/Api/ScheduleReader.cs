using System.Text.Json;
using FunctionsJobs.Http;
using FunctionsJobs.Jobs;
using FunctionsJobs.JobStore;
using FunctionsJobs.Schedules.Cron;
using FunctionsJobs.Security;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Api;

/// <summary>Checks a recurring job as a user writes it, all of it: the times, the policies, and the job of its first run as its job type would.</summary>
public sealed class ScheduleReader
{
    private const int MaxNameLength = 128;
    private const int MaxMisfireLimit = 100;
    private const int DefaultMisfireLimit = 10;

    // Every run has an id of its own, and a time.
    private static readonly string[] RefusedOptions = ["jobId", "delay", "runAt", "dependsOn"];

    private readonly ScheduledJobs _jobs;
    private readonly JobTypeCatalogue _catalogue;
    private readonly ScheduleOptions _options;
    private readonly TimeProvider _time;

    public ScheduleReader(ScheduledJobs jobs, JobTypeCatalogue catalogue, IOptions<ScheduleOptions> options, TimeProvider time) =>
        (_jobs, _catalogue, _options, _time) = (jobs, catalogue, options.Value, time);

    /// <summary>The definition that a request asks for, and whose jobs it starts; notes by path what is wrong and answers null.</summary>
    internal (ScheduleDefinition Definition, string? Tenant)? Read(ScheduleRequest request, Caller caller, FieldErrors errors)
    {
        if (request.Name.Length is 0 or > MaxNameLength || request.Name.Any(char.IsControl))
        {
            errors.Add("$.name", $"must be 1 to {MaxNameLength} characters without control characters");
        }

        var misfire = MisfirePolicy.Once;
        if (request.MisfirePolicy is { } misfireName && !SchedulePolicyNames.TryParse(misfireName, out misfire))
        {
            errors.Add("$.misfirePolicy", "must be skip, once or all");
        }

        var overlap = OverlapPolicy.Skip;
        if (request.OverlapPolicy is { } overlapName && !SchedulePolicyNames.TryParse(overlapName, out overlap))
        {
            errors.Add("$.overlapPolicy", "must be skip, allow or queue");
        }

        if (request.MisfireLimit is < 1 or > MaxMisfireLimit)
        {
            errors.Add("$.misfireLimit", $"must be from 1 to {MaxMisfireLimit}");
        }

        var (cron, jitter) = ReadTimes(request, errors);
        if (request.Options is { ValueKind: JsonValueKind.Object } options)
        {
            foreach (var refused in RefusedOptions.Where(name => options.TryGetProperty(name, out _)))
            {
                errors.Add($"$.options.{refused}", "is not taken here: every run has its own id, and starts at its fire time");
            }
        }

        var definition = new ScheduleDefinition
        {
            Name = request.Name,
            Queue = _catalogue.TryFindQueue(request.QueueName, out var queue) ? queue : request.QueueName,
            JobName = request.JobName,
            Data = CanonicalJson.Write(request.Data),
            Options = request.Options is { ValueKind: not JsonValueKind.Null } given ? CanonicalJson.Write(given) : null,
            Cron = cron?.Text ?? "",
            TimeZone = request.TimeZone ?? "UTC",
            Jitter = jitter,
            Misfire = misfire,
            MisfireLimit = request.MisfireLimit ?? DefaultMisfireLimit,
            Overlap = overlap,
        };

        // As it will be at its first fire time; where that is not known, as it would be now.
        var at = errors.IsEmpty && ZoneClock.TryFind(definition.TimeZone, out _)
            ? ScheduleTiming.Of("", definition).Next(_time.GetUtcNow())?.FireAt ?? _time.GetUtcNow()
            : _time.GetUtcNow();
        var job = _jobs.Prepare(definition, caller, at, JobId.New(_time), errors);
        return errors.IsEmpty && job is not null ? (definition, job.Tenant) : null;
    }

    private (CronExpression? Cron, TimeSpan Jitter) ReadTimes(ScheduleRequest request, FieldErrors errors)
    {
        var jitter = TimeSpan.Zero;
        switch (request.Jitter)
        {
            case null:
                break;
            case >= 0 and var given when given <= (long)FireJitter.Longest.TotalMilliseconds:
                jitter = TimeSpan.FromMilliseconds(given);
                break;
            default:
                errors.Add("$.jitter", $"must be from 0 to {(long)FireJitter.Longest.TotalMilliseconds} milliseconds");
                break;
        }

        if (!CronExpression.TryParse(request.Cron, out var cron, out var problem))
        {
            errors.Add("$.cron", problem);
            return (null, jitter);
        }

        var gap = cron.ShortestGap(_options.MinimumInterval);
        if (gap < _options.MinimumInterval)
        {
            errors.Add("$.cron", $"must not fire more often than every {(long)_options.MinimumInterval.TotalSeconds} seconds");
        }
        else if (jitter >= gap)
        {
            errors.Add("$.jitter", $"must be less than the shortest time between two fire times, which is {gap}");
        }

        return (cron, jitter);
    }
}

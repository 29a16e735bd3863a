using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FunctionsJobs.Analytics;
using FunctionsJobs.Analytics.Metrics;
using FunctionsJobs.Cache.Requests;
using FunctionsJobs.Dashboard;
using FunctionsJobs.Dashboard.Numbers;
using FunctionsJobs.Http;
using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using FunctionsJobs.Schedules.Drafts;
using FunctionsJobs.Schedules.Placeholders;
using FunctionsJobs.Security;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules.Timers;

/// <summary>
/// Submits the jobs of built-in timers. Their ids are made of the timer's name, the period and the publisher: a timer that fires twice, on two
/// instances at once or again after a fault, submits nothing twice.
/// </summary>
public sealed class BuiltInTimerRunner
{
    private const int PageSize = 500;

    private readonly IAnalyticsStore _analytics;
    private readonly IMetricsStore _metrics;
    private readonly CacheRequests _requests;
    private readonly DashboardOptions _options;
    private readonly JobDrafts _drafts;
    private readonly IJobStore _jobs;
    private readonly JobIntake _intake;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public BuiltInTimerRunner(
        IAnalyticsStore analytics,
        IMetricsStore metrics,
        CacheRequests requests,
        IOptions<DashboardOptions> options,
        JobDrafts drafts,
        IJobStore jobs,
        JobIntake intake,
        TimeProvider time,
        ILogger<BuiltInTimerRunner> logger)
    {
        (_analytics, _metrics, _requests, _options) = (analytics, metrics, requests, options.Value);
        (_drafts, _jobs, _intake, _time, _logger) = (drafts, jobs, intake, time, logger);
    }

    /// <summary>Submits the jobs of the period that it is now.</summary>
    /// <returns>How many were accepted.</returns>
    internal async Task<int> RunAsync(BuiltInTimer timer, DurableTaskClient client, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var accepted = 0;
        await foreach (var target in TargetsAsync(timer, now, cancellation))
        {
            try
            {
                accepted += await SubmitAsync(timer, target, now, client, cancellation) ? 1 : 0;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // The jobs of the others do not wait for this one, which the timer's next run submits.
                TimerLog.SubmitFailed(_logger, e, timer.Name, target.PublisherId);
            }
        }

        TimerLog.Ran(_logger, timer.Name, timer.Period.NameOf(now), accepted);
        return accepted;
    }

    private async Task<bool> SubmitAsync(BuiltInTimer timer, TimerTarget target, DateTimeOffset now, DurableTaskClient client, CancellationToken cancellation)
    {
        var dates = new DatePlaceholders(now.ToUniversalTime());
        var errors = new FieldErrors();
        var job = _drafts.Prepare(
            timer.Job,
            name => name == "cacheKeys" ? target.CacheKeys : JobDrafts.Value(name switch
            {
                "publisherId" => target.PublisherId,
                "period" => target.FirstDay is { } first
                    ? string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd}/{now.UtcDateTime.AddDays(1):yyyy-MM-dd}")
                    : null,
                "firstDay" => target.FirstDay?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                _ => dates.Resolve(name),
            }),
            DatePlaceholders.Rule,
            Caller.OfProgram("timers", target.PublisherId),
            $"timer:{timer.Name}:{timer.Period.NameOf(now)}{(target.PublisherId is { } publisher ? $":{publisher}" : "")}",
            errors);
        if (job is null)
        {
            var (field, messages) = errors.ToDictionary().First();
            TimerLog.Refused(_logger, timer.Name, target.PublisherId, field, messages[0]);
            return false;
        }

        if (await _jobs.SubmitAsync(job, cancellation) is not JobSubmission.Accepted accepted)
        {
            return false;
        }

        await _intake.FollowAsync(client, accepted);
        return true;
    }

    private async IAsyncEnumerable<TimerTarget> TargetsAsync(BuiltInTimer timer, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (timer.Scope == TimerScope.Program)
        {
            yield return new TimerTarget(null, null);
            yield break;
        }

        if (timer.Scope == TimerScope.RequestedNumbers)
        {
            foreach (var asked in (await _requests.ListAsync(_options.WarmedByTimer, cancellation))
                .Where(asked => DashboardQueryNames.All.Contains(asked.Name, StringComparer.Ordinal)).GroupBy(asked => asked.Tenant, StringComparer.Ordinal))
            {
                yield return new TimerTarget(asked.Key, null)
                {
                    CacheKeys = JsonSerializer.SerializeToElement([.. asked.Select(one => one.Name)], ScheduleJson.Default.StringArray),
                };
            }

            yield break;
        }

        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var range = timer.Scope == TimerScope.PublishersWithEvents
            ? timer.Period.Before(now)
            : new UtcRange(today.AddDays(-timer.LookBack), today);
        string? last = null;
        IReadOnlyList<string> page;
        do
        {
            page = await _analytics.ListPublishersAsync(last, PageSize, cancellation);
            foreach (var publisher in page)
            {
                var stale = timer.Metrics is { } metrics
                    ? await _metrics.ListStaleDaysAsync(publisher, metrics, new UtcRange(range.From, today.AddDays(1)), cancellation)
                    : await _analytics.ListStaleDaysAsync(publisher, range, cancellation);
                if (stale is [var first, ..])
                {
                    yield return new TimerTarget(publisher, first);
                }
                else if (timer.Scope == TimerScope.PublishersWithEvents
                    && (await _analytics.SumRollupsAsync(publisher, Granularity.Hour, range, cancellation)).Buckets > 0)
                {
                    yield return new TimerTarget(publisher, null);
                }
            }

            last = page.Count > 0 ? page[^1] : last;
        }
        while (page.Count == PageSize);
    }

    private sealed record TimerTarget(string? PublisherId, DateOnly? FirstDay)
    {
        public JsonElement? CacheKeys { get; init; }
    }
}

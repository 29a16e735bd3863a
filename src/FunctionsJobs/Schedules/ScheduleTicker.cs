using FunctionsJobs.JobStore;
using FunctionsJobs.Lifecycle;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FunctionsJobs.Schedules;

/// <summary>Serves what is due: decides about every fire time by its schedule's policies, has it settled, and starts the jobs.</summary>
/// <remarks>
/// Safe beside any number of others that do the same: the store lets one of them settle a fire time. Safe to be cut off anywhere: what was settled
/// has its job, whose orchestration the reconciler starts; what was not is due at the next look.
/// </remarks>
public sealed class ScheduleTicker
{
    // As many as the store commits together at little more than the cost of one.
    private const int Parallelism = 16;

    private readonly IScheduleStore _schedules;
    private readonly ScheduledJobs _jobs;
    private readonly JobIntake _intake;
    private readonly ScheduleOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ScheduleTicker(
        IScheduleStore schedules, ScheduledJobs jobs, JobIntake intake, IOptions<ScheduleOptions> options, TimeProvider time, ILogger<ScheduleTicker> logger)
    {
        (_schedules, _jobs, _intake, _time, _logger) = (schedules, jobs, intake, time, logger);
        _options = options.Value;
    }

    /// <summary>Serves all that is due now.</summary>
    /// <returns>How many jobs were accepted.</returns>
    public async Task<int> TickAsync(DurableTaskClient client, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var accepted = 0;
        ScheduleRecord? last = null;
        IReadOnlyList<ScheduleRecord> due;
        do
        {
            due = await _schedules.ListDueAsync(now, last, _options.BatchSize, cancellation);
            accepted += await EachAsync(due, schedule => schedule.Id, schedule => ServeAsync(schedule, now, cancellation), client, cancellation);
            last = due.Count > 0 ? due[^1] : last;
        }
        while (due.Count == _options.BatchSize);

        // One run of each schedule; the next one waits for its end anyway.
        var waiting = await _schedules.ListWaitingAsync(_options.BatchSize, cancellation);
        return accepted + await EachAsync(
            waiting,
            fire => fire.Schedule.Id,
            async fire => (await _schedules.StartWaitingAsync(fire, _jobs.Step(fire.Schedule, fire.FireAt), cancellation)).Accepted,
            client,
            cancellation);
    }

    private async Task<int> EachAsync<T>(
        IReadOnlyList<T> items, Func<T, string> idOf, Func<T, Task<IReadOnlyList<JobSubmission.Accepted>>> serve, DurableTaskClient client, CancellationToken cancellation)
    {
        var count = 0;
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (item, _) =>
        {
            try
            {
                foreach (var accepted in await serve(item))
                {
                    Interlocked.Increment(ref count);
                    await _intake.FollowAsync(client, accepted);
                }
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // One schedule that cannot be served must not keep the others from it. It stays due.
                ScheduleLog.ServeFailed(_logger, e, idOf(item));
            }
        });
        return count;
    }

    private async Task<IReadOnlyList<JobSubmission.Accepted>> ServeAsync(ScheduleRecord schedule, DateTimeOffset now, CancellationToken cancellation)
    {
        var accepted = new List<JobSubmission.Accepted>();
        var timing = ScheduleTiming.Of(schedule.Id, schedule.Definition);
        while (schedule.Next is { } first)
        {
            var plan = FirePlanner.Plan(first, timing, schedule.Definition, now, _options.MisfireAfter);
            var steps = plan.Decisions.Select(decision => Step(schedule, decision)).ToList();
            var result = await _schedules.SettleAsync(new FireSettlement { Schedule = schedule, Steps = steps, Next = plan.Next }, cancellation);
            accepted.AddRange(result.Accepted);
            if (!result.Applied || !plan.IsPartial)
            {
                break;
            }

            schedule = schedule with { Next = plan.Next };
        }

        return accepted;
    }

    private FireStep Step(ScheduleRecord schedule, FireDecision decision)
    {
        switch (decision)
        {
            case FireDecision.Run(var fireAt):
                return _jobs.Step(schedule, fireAt);
            case FireDecision.Skip(var first, var last, var count, var reason):
                ScheduleLog.Passed(_logger, schedule.Id, count, first, last, reason);
                return new FireStep.Skip(first, last, count, reason, null);
            default:
                throw new InvalidOperationException($"Unknown decision {decision.GetType().Name}.");
        }
    }
}

using FunctionsJobs.JobStore;

namespace FunctionsJobs.Schedules;

/// <summary>What users do to schedules, worked out from a schedule as it is read and written if it still is so; read again if not.</summary>
public sealed class ScheduleEditor
{
    private readonly IScheduleStore _schedules;
    private readonly TimeProvider _time;

    public ScheduleEditor(IScheduleStore schedules, TimeProvider time) => (_schedules, _time) = (schedules, time);

    /// <summary>Creates a schedule; null when its publisher has as many as it may.</summary>
    public Task<ScheduleRecord?> CreateAsync(string? tenant, ScheduleDefinition definition, int maxPerTenant, CancellationToken cancellation)
    {
        var id = JobId.New(_time);
        var next = ScheduleTiming.Of(id, definition).Next(_time.GetUtcNow());
        return _schedules.CreateAsync(new NewSchedule { Id = id, Tenant = tenant, Definition = definition, Next = next }, maxPerTenant, cancellation);
    }

    /// <summary>Gives a schedule another definition; null when it is gone.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="definition">The definition.</param>
    /// <param name="version">The expected version, or null for any.</param>
    /// <param name="cancellation">Cancels the call.</param>
    /// <exception cref="ScheduleVersionException">The schedule has another version.</exception>
    public Task<ScheduleRecord?> ReplaceAsync(string id, ScheduleDefinition definition, long? version, CancellationToken cancellation) => ChangeAsync(
        id,
        schedule =>
        {
            if (version is { } expected && schedule.Version != expected)
            {
                throw new ScheduleVersionException(schedule.Version);
            }

            if (definition.FiresAs(schedule.Definition))
            {
                return Change(schedule, definition, schedule.State, new FirePlan([], schedule.Next, false));
            }

            // What the old definition still owes up to now is passed over, and said so; the new one starts after it.
            var now = _time.GetUtcNow();
            var reason = schedule.State == ScheduleState.Paused ? ScheduleSkipReasons.Paused : ScheduleSkipReasons.Replaced;
            var passed = FirePlanner.PassOver(schedule.Next, ScheduleTiming.Of(id, schedule.Definition), fire => fire.FireAt <= now, reason);
            return Change(schedule, definition, schedule.State, passed with { Next = ScheduleTiming.Of(id, definition).Next(NotBefore(schedule, now)) });
        },
        cancellation);

    /// <summary>Has a schedule fire no more; null when it is gone.</summary>
    public Task<ScheduleRecord?> PauseAsync(string id, CancellationToken cancellation) => ChangeAsync(
        id,
        schedule => schedule.State == ScheduleState.Paused
            ? null
            : Change(schedule, schedule.Definition, ScheduleState.Paused, new FirePlan([], schedule.Next, false)),
        cancellation);

    /// <summary>Has a paused schedule fire again, from now on; null when it is gone.</summary>
    public Task<ScheduleRecord?> ResumeAsync(string id, CancellationToken cancellation) => ChangeAsync(
        id,
        schedule =>
        {
            var now = _time.GetUtcNow();
            return schedule.State == ScheduleState.Active ? null : Change(
                schedule,
                schedule.Definition,
                ScheduleState.Active,
                FirePlanner.PassOver(schedule.Next, ScheduleTiming.Of(id, schedule.Definition), fire => fire.DueAt <= now, ScheduleSkipReasons.Paused));
        },
        cancellation);

    /// <summary>A clock that was set back does not make fire times come again.</summary>
    private static DateTimeOffset NotBefore(ScheduleRecord schedule, DateTimeOffset now) => schedule.LastFireAt > now ? schedule.LastFireAt.Value : now;

    private static ScheduleChange Change(ScheduleRecord schedule, ScheduleDefinition definition, ScheduleState state, FirePlan plan) => new()
    {
        Schedule = schedule,
        Definition = definition,
        State = state,
        Skipped = [.. plan.Decisions.Cast<FireDecision.Skip>().Select(skip => new FireStep.Skip(skip.First, skip.Last, skip.Count, skip.Reason, null))],
        Next = plan.Next,
    };

    /// <summary>Applies a change; where there is none to apply, the schedule is answered as it is.</summary>
    private async Task<ScheduleRecord?> ChangeAsync(string id, Func<ScheduleRecord, ScheduleChange?> change, CancellationToken cancellation)
    {
        while (await _schedules.FindAsync(id, cancellation) is { } schedule)
        {
            if (change(schedule) is not { } wanted)
            {
                return schedule;
            }

            if (await _schedules.TryChangeAsync(wanted, cancellation) is { } changed)
            {
                return changed;
            }
        }

        return null;
    }
}

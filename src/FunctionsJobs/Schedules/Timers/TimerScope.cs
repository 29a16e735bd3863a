namespace FunctionsJobs.Schedules.Timers;

/// <summary>For whom a built-in timer submits jobs.</summary>
internal enum TimerScope
{
    /// <summary>One job, which is nobody's.</summary>
    Program,

    /// <summary>
    /// One job for each publisher with events that no roll-up has seen, within <see cref="BuiltInTimer.LookBack"/> before today (UTC). Its data may
    /// name <c>{{publisherId}}</c> and <c>{{firstDay}}</c>, the first day with such events.
    /// </summary>
    PublishersWithNewEvents,

    /// <summary>
    /// One job for each publisher with hours whose metrics of the type <see cref="BuiltInTimer.Metrics"/> are out of date, within <see cref="BuiltInTimer.LookBack"/> before today (UTC) and today. Its
    /// data may name <c>{{publisherId}}</c> and <c>{{period}}</c>, the days from the first one with such an hour up to today.
    /// </summary>
    PublishersWithOldMetrics,

    /// <summary>
    /// One job for each publisher, and one for all together, whose numbers were asked for within this hour or the last one. Its data may name <c>{{publisherId}}</c> and <c>{{cacheKeys}}</c>, the
    /// names of these numbers.
    /// </summary>
    RequestedNumbers,

    /// <summary>
    /// One job for each publisher with events in the period before the one that it is (UTC), rolled up or not. Its data may name <c>{{publisherId}}</c>.
    /// </summary>
    PublishersWithEvents,
}

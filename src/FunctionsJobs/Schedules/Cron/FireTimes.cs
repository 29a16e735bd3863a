namespace FunctionsJobs.Schedules.Cron;

/// <summary>The instants at which a cron expression fires in a time zone.</summary>
/// <remarks>
/// The rule for nights on which clocks change, by whether the expression <see cref="CronExpression.RunsThroughHours"/>:
/// <list type="bullet">
/// <item>It names its hours (<c>30 2 * * *</c>): every day has each of its times once. A time that does not exist fires at the first instant after
/// the gap, once, however many fell into it; a time that comes twice fires at its first occurrence.</item>
/// <item>It runs through the hours (<c>*/15 * * * *</c>): the rhythm goes on. Times that do not exist are passed over, since the clock shows the next
/// one right after; times that come twice fire twice.</item>
/// </list>
/// </remarks>
internal sealed class FireTimes(CronExpression cron, ZoneClock clock)
{
    /// <summary>The first fire time after an instant, as the clock shows it, or null when there is none in forty years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => cron.RunsThroughHours ? NextInRhythm(clock.At(after)) : NextNamed(clock.At(after));

    /// <summary>The fire times after an instant, in order.</summary>
    public IEnumerable<DateTimeOffset> After(DateTimeOffset after)
    {
        while (Next(after) is { } next)
        {
            yield return next;
            after = next;
        }
    }

    private DateTimeOffset? NextNamed(DateTimeOffset after)
    {
        // Later readings never fire earlier, so the first one that fires after the instant is the one.
        for (var reading = cron.Next(after.DateTime); reading is { } found; reading = cron.Next(found))
        {
            var instant = clock.InstantsOf(found).First ?? clock.EndOfGap(found);
            if (instant > after)
            {
                return instant;
            }
        }

        return null;
    }

    private DateTimeOffset? NextInRhythm(DateTimeOffset after)
    {
        var start = after.DateTime;
        if (clock.InstantsOf(start) is (var first, { } second) && first == after)
        {
            // The clock will be set back over this reading: before the readings after it come those that are repeated.
            var setBack = clock.JumpBetween(after, second);
            if (cron.Next(start) is { } soon && new DateTimeOffset(soon, after.Offset) is var unchanged && unchanged < setBack)
            {
                return unchanged;
            }

            (after, start) = (setBack.AddTicks(-1), setBack.DateTime.AddTicks(-1));
        }

        for (var reading = cron.Next(start); reading is { } found; reading = cron.Next(found))
        {
            var (earlier, later) = clock.InstantsOf(found);
            if ((earlier > after ? earlier : later) is { } instant)
            {
                return instant;
            }
        }

        return null;
    }
}

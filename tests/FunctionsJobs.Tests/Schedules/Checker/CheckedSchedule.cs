using System.Globalization;
using FunctionsJobs.Schedules;
using FunctionsJobs.Tests.Schedules.Harness;

namespace FunctionsJobs.Tests.Schedules.Checker;

/// <summary>A random schedule, known as sets of numbers rather than as an expression, and the fire times it must have.</summary>
internal sealed class CheckedSchedule
{
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "America/St_Johns", "Asia/Kolkata", "UTC"];

    private readonly HashSet<int> _minutes;
    private readonly HashSet<int> _hours;
    private readonly HashSet<DayOfWeek> _days;
    private readonly bool _isRhythm;

    public CheckedSchedule(string id, Random random)
    {
        Id = id;
        _isRhythm = random.Next(3) == 0;
        var step = random.Next(3, 7);
        _hours = _isRhythm
            ? [.. Enumerable.Range(0, 24).Where(hour => hour % step == 0)]
            : [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(0, 5))];
        _minutes = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => random.Next(0, 4) * 15)];

        // The days on which clocks change in these zones are among them.
        _days = random.Next(4) == 0 ? [.. Enum.GetValues<DayOfWeek>()] : [DayOfWeek.Sunday, DayOfWeek.Friday];
        var hours = _isRhythm ? $"*/{step}" : string.Join(',', _hours);
        Definition = SampleSchedules.Definition with
        {
            Cron = string.Create(
                CultureInfo.InvariantCulture, $"{string.Join(',', _minutes)} {hours} * * {(_days.Count == 7 ? "*" : string.Join(',', _days.Select(day => (int)day)))}"),
            TimeZone = Zones[random.Next(Zones.Length)],
            Jitter = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(random.Next(1, 14)),
            Misfire = (MisfirePolicy)random.Next(3),
            MisfireLimit = random.Next(1, 6),
            Overlap = (OverlapPolicy)random.Next(3),
        };
    }

    /// <summary>The days of a year on which the clock of one of the zones changes.</summary>
    public static IReadOnlyList<DateTimeOffset> ChangeDays(DateTimeOffset start) =>
    [
        .. from day in Enumerable.Range(0, 365)
           let begin = start.AddDays(day)
           where Zones.Select(TimeZoneInfo.FindSystemTimeZoneById).Any(zone => zone.GetUtcOffset(begin) != zone.GetUtcOffset(begin.AddDays(1)))
           select begin,
    ];

    public string Id { get; }

    public ScheduleDefinition Definition { get; }

    /// <summary>
    /// The fire times after an instant and up to another one, found by looking at the clock on the wall every minute: a rhythm fires whenever the
    /// clock matches, and a named time of a day as soon as the clock has got that far.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> FireTimes(DateTimeOffset after, DateTimeOffset until)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Definition.TimeZone);
        var fires = new List<DateTimeOffset>();
        var start = after.AddMinutes(-after.Minute % 15);
        var furthest = TimeZoneInfo.ConvertTime(start, zone).DateTime;
        for (var instant = start.AddMinutes(15); instant <= until; instant = instant.AddMinutes(15))
        {
            var reading = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
            if (_isRhythm ? Matches(reading) : PassesMatch(furthest, reading))
            {
                fires.Add(instant);
            }

            furthest = reading > furthest ? reading : furthest;
        }

        return [.. fires.Where(fire => fire > after)];
    }

    public override string ToString() =>
        $"{Id} '{Definition.Cron}' {Definition.TimeZone} jitter {Definition.Jitter} misfire {Definition.Misfire}/{Definition.MisfireLimit} overlap {Definition.Overlap}";

    private bool PassesMatch(DateTime before, DateTime now)
    {
        for (var reading = before.AddMinutes(15); reading <= now; reading = reading.AddMinutes(15))
        {
            if (Matches(reading))
            {
                return true;
            }
        }

        return false;
    }

    private bool Matches(DateTime reading) => _minutes.Contains(reading.Minute) && _hours.Contains(reading.Hour) && _days.Contains(reading.DayOfWeek);
}

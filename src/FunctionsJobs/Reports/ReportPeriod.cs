using System.Globalization;
using FunctionsJobs.Analytics;
using FunctionsJobs.Http;

namespace FunctionsJobs.Reports;

/// <summary>The period of a report: a whole day, week or month in UTC.</summary>
public sealed record ReportPeriod
{
    // Every period from then on has one before it in which events can be.
    private static readonly DateTimeOffset First = RollupCalendar.Earliest.AddMonths(1);

    private ReportPeriod(ReportType type, DateTimeOffset from) =>
        (Type, Range) = (type, new UtcRange(from, RollupCalendar.NextAfter(Length(type), from)));

    /// <summary>How long it is.</summary>
    public ReportType Type { get; }

    /// <summary>Its instants.</summary>
    public UtcRange Range { get; }

    /// <summary>What its chart and table are cut into.</summary>
    public Granularity Bucket => Type == ReportType.Daily ? Granularity.Hour : Granularity.Day;

    /// <summary>The period before, of the same type.</summary>
    public ReportPeriod Previous => new(Type, RollupCalendar.StartOf(Length(Type), Range.From.AddTicks(-1)));

    /// <summary>What it is called: <c>31 January 2026</c>, <c>26 January – 1 February 2026</c> or <c>January 2026</c>.</summary>
    public string Title
    {
        get
        {
            var (first, last) = (Range.From, Range.To.AddDays(-1));
            return Type switch
            {
                ReportType.Daily => Day(first, "d MMMM yyyy"),
                ReportType.Monthly => Day(first, "MMMM yyyy"),
                _ when first.Year != last.Year => $"{Day(first, "d MMMM yyyy")} – {Day(last, "d MMMM yyyy")}",
                _ when first.Month != last.Month => $"{Day(first, "d MMMM")} – {Day(last, "d MMMM yyyy")}",
                _ => $"{first.Day} – {Day(last, "d MMMM yyyy")}",
            };
        }
    }

    /// <summary>The period that holds a UTC day.</summary>
    public static ReportPeriod Of(ReportType type, DateOnly day) => new(type, RollupCalendar.StartOf(Length(type), RollupCalendar.StartOfDay(day)));

    /// <summary>Reads the day of a request; notes what is wrong with it.</summary>
    internal static DateOnly ReadDay(string text, string path, FieldErrors errors)
    {
        if (!Iso8601.TryParse(text, out var instant))
        {
            errors.Add(path, Iso8601.Rule);
        }
        else if (instant < First || instant >= RollupCalendar.Latest)
        {
            errors.Add(path, $"must be from {First:yyyy-MM-dd} to before {RollupCalendar.Latest:yyyy-MM-dd}");
        }

        return DateOnly.FromDateTime(instant.UtcDateTime);
    }

    private static Granularity Length(ReportType type) => type switch
    {
        ReportType.Daily => Granularity.Day,
        ReportType.Weekly => Granularity.Week,
        ReportType.Monthly => Granularity.Month,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of report."),
    };

    private static string Day(DateTimeOffset day, string format) => day.ToString(format, CultureInfo.InvariantCulture);
}

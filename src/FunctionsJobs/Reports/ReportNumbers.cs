using System.Globalization;

namespace FunctionsJobs.Reports;

/// <summary>Writes the numbers of reports: the same on every machine, with a dash for what has no value.</summary>
public static class ReportNumbers
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = "–";

    private const char Minus = '\u2212';
    private const string NoBreak = "\u00a0";

    private static readonly (decimal Size, string Suffix)[] Sizes =
        [(1_000_000_000_000_000m, "P"), (1_000_000_000_000m, "T"), (1_000_000_000m, "G"), (1_000_000m, "M"), (1_000m, "k")];

    /// <summary>A value in full, such as <c>12,345</c>, <c>1,234.50</c> or <c>4.31 %</c>.</summary>
    public static string Full(decimal? value, ReportUnit unit) => value switch
    {
        null => None,
        { } ratio when unit == ReportUnit.Ratio => $"{Number(ratio * 100, "N2")}{NoBreak}%",
        { } money when unit == ReportUnit.Money => Number(money, Math.Abs(money) is > 0 and < 0.1m ? "N4" : "N2"),
        { } count => Number(count, "N0"),
    };

    /// <summary>A difference with its sign, such as <c>+120</c> or <c>−0.25 pp</c> (percentage points).</summary>
    public static string Difference(decimal? value, ReportUnit unit) => value switch
    {
        null => None,
        { } points when unit == ReportUnit.Ratio => $"{Sign(points)}{Number(Math.Abs(points) * 100, "N2")}{NoBreak}pp",
        { } other => Sign(other) + Full(Math.Abs(other), unit),
    };

    /// <summary>A relative difference, such as <c>+12.5 %</c>.</summary>
    public static string Percent(decimal? relative) => relative is { } value
        ? $"{Sign(value)}{Number(Math.Abs(value) * 100, Math.Abs(value) is > 0 and < 0.0005m ? "N2" : "N1")}{NoBreak}%"
        : None;

    /// <summary>A value in little space, such as <c>1.25 M</c>.</summary>
    public static string Compact(decimal value, ReportUnit unit)
    {
        if (unit == ReportUnit.Ratio)
        {
            return $"{(value * 100).ToString("0.####", CultureInfo.InvariantCulture)}{NoBreak}%";
        }

        foreach (var (size, suffix) in Sizes)
        {
            if (Math.Abs(value) >= size)
            {
                return $"{(value / size).ToString("0.##", CultureInfo.InvariantCulture)}{NoBreak}{suffix}";
            }
        }

        return value.ToString("0.######", CultureInfo.InvariantCulture);
    }

    private static string Sign(decimal value) => value switch
    {
        > 0 => "+",
        < 0 => $"{Minus}",
        _ => "±",
    };

    private static string Number(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', Minus);
}

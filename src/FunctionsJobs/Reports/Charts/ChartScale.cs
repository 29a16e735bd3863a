namespace FunctionsJobs.Reports.Charts;

/// <summary>The vertical scale of a chart: from zero to a round number, in up to four steps of 1, 2, 2.5 or 5 times a power of ten.</summary>
public sealed class ChartScale
{
    private const int WantedSteps = 4;

    private ChartScale(decimal step, int steps) => (Step, Steps, Top) = (step, steps, step * steps);

    /// <summary>The distance between two lines.</summary>
    public decimal Step { get; }

    /// <summary>How many steps there are.</summary>
    public int Steps { get; }

    /// <summary>The value at the top.</summary>
    public decimal Top { get; }

    /// <summary>The values with a line, from zero up.</summary>
    public IEnumerable<decimal> Ticks => Enumerable.Range(0, Steps + 1).Select(index => index * Step);

    /// <summary>The scale for values from zero to a largest one; that of 1 where there is nothing above zero.</summary>
    /// <param name="largest">The largest value.</param>
    /// <param name="whole">Whether values are counts, so that no line stands for a part of one.</param>
    public static ChartScale To(decimal largest, bool whole)
    {
        var top = largest > 0 ? largest : 1;
        var step = RoundUp(top / WantedSteps);
        if (whole && step < 1)
        {
            step = 1;
        }

        return new ChartScale(step, (int)Math.Max(1, Math.Ceiling(top / step)));
    }

    /// <summary>Where a value stands: 0 at the bottom, 1 at the top.</summary>
    public decimal Share(decimal value) => Math.Clamp(value, 0, Top) / Top;

    private static decimal RoundUp(decimal value)
    {
        var power = 1m;
        while (power * 10 <= value)
        {
            power *= 10;
        }

        while (power > value)
        {
            power /= 10;
        }

        foreach (var factor in (decimal[])[1, 2, 2.5m, 5])
        {
            if (factor * power >= value)
            {
                return factor * power;
            }
        }

        return 10 * power;
    }
}

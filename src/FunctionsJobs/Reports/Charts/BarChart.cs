using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Reports.Charts;

/// <summary>Draws bars side by side.</summary>
internal static class BarChart
{
    private const decimal WidestBar = 34;
    private const decimal Gap = 1.5m;

    /// <summary>Writes the drawing.</summary>
    public static void Write(Markup page, Chart chart)
    {
        var frame = new ChartFrame(chart, chart.Scale);
        frame.Begin(page);
        var width = Math.Min(WidestBar, ((frame.Slot * 0.8m) - (Gap * (chart.Series.Count - 1))) / chart.Series.Count);
        var group = (width * chart.Series.Count) + (Gap * (chart.Series.Count - 1));
        for (var index = 0; index < chart.Labels.Count; index++)
        {
            for (var place = 0; place < chart.Series.Count; place++)
            {
                var series = chart.Series[place];
                if (series.Values[index] is not { } value || value == 0)
                {
                    continue;
                }

                var y = frame.Y(value);
                page.Open(
                        "rect",
                        ("class", series.Style),
                        ("x", ChartFrame.Length(frame.X(index) - (group / 2) + (place * (width + Gap)))),
                        ("y", ChartFrame.Length(y)),
                        ("width", ChartFrame.Length(width)),
                        ("height", ChartFrame.Length(ChartFrame.Bottom - y)),
                        ("rx", "1.5"))
                    .Element("title", $"{chart.Names[index]}, {series.Name}: {ReportNumbers.Full(value, chart.Unit)}")
                    .Close("rect")
                    .Line();
            }
        }

        ChartFrame.End(page);
    }
}

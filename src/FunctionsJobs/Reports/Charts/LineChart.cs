using System.Text;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Reports.Charts;

/// <summary>Draws lines with a point for each value. What has no value leaves a gap.</summary>
internal static class LineChart
{
    private const string PointRadius = "2.4";

    /// <summary>Writes the drawing.</summary>
    public static void Write(Markup page, Chart chart)
    {
        var frame = new ChartFrame(chart, chart.Scale);
        frame.Begin(page);
        foreach (var series in chart.Series)
        {
            page.Empty("path", ("class", $"line {series.Style}"), ("d", Path(frame, series.Values))).Line();
            for (var index = 0; index < series.Values.Count; index++)
            {
                if (series.Values[index] is { } value)
                {
                    page.Open(
                            "circle",
                            ("class", $"point {series.Style}"),
                            ("cx", ChartFrame.Length(frame.X(index))),
                            ("cy", ChartFrame.Length(frame.Y(value))),
                            ("r", PointRadius))
                        .Element("title", $"{chart.Names[index]}, {series.Name}: {ReportNumbers.Full(value, chart.Unit)}")
                        .Close("circle");
                }
            }

            page.Line();
        }

        ChartFrame.End(page);
    }

    private static string Path(ChartFrame frame, IReadOnlyList<decimal?> values)
    {
        var path = new StringBuilder();
        var isDrawing = false;
        for (var index = 0; index < values.Count; index++)
        {
            if (values[index] is { } value)
            {
                path.Append(isDrawing ? 'L' : 'M').Append(ChartFrame.Length(frame.X(index))).Append(' ').Append(ChartFrame.Length(frame.Y(value)));
            }

            isDrawing = values[index] is not null;
        }

        return path.ToString();
    }
}

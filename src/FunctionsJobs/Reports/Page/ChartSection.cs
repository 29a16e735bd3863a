using FunctionsJobs.Reports.Charts;

namespace FunctionsJobs.Reports.Page;

/// <summary>A chart with its heading and its key.</summary>
internal static class ChartSection
{
    /// <summary>Writes the figure.</summary>
    public static void Write(Markup page, Chart chart, Action<Markup, Chart> draw)
    {
        page.Constant("<figure>\n<figcaption>").Element("h2", chart.Title);
        foreach (var series in chart.Series.Reverse())
        {
            page.Open("span", ("class", "key")).Open("i", ("class", series.Style)).Close("i").Text(series.Name).Close("span");
        }

        page.Constant("</figcaption>\n");
        draw(page, chart);
        page.Constant("</figure>\n");
    }
}

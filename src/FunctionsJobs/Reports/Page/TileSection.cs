using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports.Page;

/// <summary>The numbers that are looked at first: one tile a metric, and one for the best hour or day.</summary>
internal static class TileSection
{
    /// <summary>Writes the tiles.</summary>
    public static void Write(Markup page, ReportHeading heading, RollupCounts current, RollupCounts previous, (string Title, string Name, decimal Revenue)? best)
    {
        page.Constant("<ul class=\"tiles\">\n");
        foreach (var metric in ReportMetric.All)
        {
            var change = metric.Change(current, previous);
            Begin(page, TitleOf(metric, heading), ReportNumbers.Full(change.Current, metric.Unit));
            page.Open("div", ("class", "change"));
            ChangeText.Write(page, change, metric.Unit);
            page.Close("div").Constant("</li>\n");
        }

        if (best is var (title, name, revenue))
        {
            Begin(page, title, name);
            page.Element("div", $"revenue {ReportNumbers.Full(revenue, ReportUnit.Money)}", ("class", "change")).Constant("</li>\n");
        }

        page.Constant("</ul>\n");
    }

    /// <summary>A metric's title with its unit.</summary>
    public static string TitleOf(ReportMetric metric, ReportHeading heading) =>
        metric.Unit == ReportUnit.Money && heading.Currency.Length > 0 ? $"{metric.Title} ({heading.Currency})" : metric.Title;

    private static void Begin(Markup page, string name, string value) =>
        page.Constant("<li>").Element("div", name, ("class", "name")).Element("div", value, ("class", "value"));
}

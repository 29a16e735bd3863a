using FunctionsJobs.Analytics;

namespace FunctionsJobs.Reports.Page;

/// <summary>The table that compares a period with the one before, absolutely and relatively.</summary>
internal static class ComparisonSection
{
    /// <summary>Writes the table.</summary>
    public static void Write(Markup page, ReportHeading heading, RollupCounts current, RollupCounts previous)
    {
        page.Constant("<section aria-labelledby=\"compared\">\n<h2 id=\"compared\">Compared with the period before</h2>\n")
            .Constant("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"compared\">\n<table>\n")
            .Element("caption", $"{heading.Period} and {heading.PreviousPeriod}")
            .Constant("<thead><tr><th scope=\"col\">Metric</th><th scope=\"col\">This period</th><th scope=\"col\">Period before</th>")
            .Constant("<th scope=\"col\">Difference</th><th scope=\"col\">Difference in %</th></tr></thead>\n<tbody>\n");
        foreach (var metric in ReportMetric.All)
        {
            var change = metric.Change(current, previous);
            page.Open("tr")
                .Element("th", TileSection.TitleOf(metric, heading), ("scope", "row"))
                .Element("td", ReportNumbers.Full(change.Current, metric.Unit))
                .Element("td", ReportNumbers.Full(change.Previous, metric.Unit))
                .Element("td", ReportNumbers.Difference(change.Absolute, metric.Unit))
                .Open("td");
            ChangeText.WriteRelative(page, change);
            page.Close("td").Close("tr").Line();
        }

        page.Constant("</tbody>\n</table>\n</div>\n</section>\n");
    }
}

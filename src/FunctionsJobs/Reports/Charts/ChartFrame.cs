using System.Globalization;
using FunctionsJobs.Reports.Page;

namespace FunctionsJobs.Reports.Charts;

/// <summary>What all charts have in common: their size, what they are called, their lines and labels.</summary>
/// <remarks>
/// A chart is an image to assistive technology: its title and description say what it shows, and the table of the page holds the values. Colours come from
/// the page's style, so that they follow the reader's scheme and the printer's.
/// </remarks>
internal sealed class ChartFrame(Chart chart, ChartScale scale)
{
    /// <summary>Height of the drawing, in its own units.</summary>
    public const decimal Height = 216;

    /// <summary>The left edge of the plot.</summary>
    public const decimal Left = 54;

    /// <summary>The upper edge of the plot.</summary>
    public const decimal Top = 12;

    /// <summary>The lower edge of the plot.</summary>
    public const decimal Bottom = Height - 26;

    private const decimal LabelWidth = 40;

    /// <summary>The right edge of the plot.</summary>
    public decimal Right => chart.Width - 8;

    /// <summary>The width that one bucket has.</summary>
    public decimal Slot => (Right - Left) / Math.Max(1, chart.Labels.Count);

    /// <summary>The middle of a bucket.</summary>
    public decimal X(int index) => Left + (Slot * (index + 0.5m));

    /// <summary>Where a value stands.</summary>
    public decimal Y(decimal value) => Bottom - ((Bottom - Top) * scale.Share(value));

    /// <summary>A length as SVG takes it: two decimals at most.</summary>
    public static string Length(decimal value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Begins the drawing: names, lines and labels.</summary>
    public void Begin(Markup page)
    {
        var (title, description) = ($"{chart.Id}-title", $"{chart.Id}-desc");
        page.Open(
                "svg",
                ("class", "chart"),
                ("viewBox", $"0 0 {Length(chart.Width)} {Length(Height)}"),
                ("role", "img"),
                ("aria-labelledby", $"{title} {description}"),
                ("xmlns", "http://www.w3.org/2000/svg"))
            .Element("title", chart.Title, ("id", title))
            .Element("desc", chart.Description, ("id", description))
            .Line();
        foreach (var tick in scale.Ticks)
        {
            var y = Length(Y(tick));
            page.Empty("line", ("class", tick == 0 ? "axis" : "grid"), ("x1", Length(Left)), ("x2", Length(Right)), ("y1", y), ("y2", y))
                .Element("text", ReportNumbers.Compact(tick, chart.Unit), ("x", Length(Left - 8)), ("y", y), ("dy", "0.32em"), ("text-anchor", "end"));
        }

        var most = (int)((Right - Left) / LabelWidth);
        for (var index = 0; index < chart.Labels.Count; index += (chart.Labels.Count + most - 1) / most)
        {
            page.Element(
                "text", chart.Labels[index], ("x", Length(X(index))), ("y", Length(Height - 8)), ("text-anchor", "middle"));
        }

        page.Line();
    }

    /// <summary>Ends the drawing.</summary>
    public static void End(Markup page) => page.Close("svg").Line();
}

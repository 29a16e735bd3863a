namespace FunctionsJobs.Reports.Page;

/// <summary>Writes a difference: by sign and arrow, and by colour besides.</summary>
internal static class ChangeText
{
    /// <summary>The relative difference with its direction, and the absolute one.</summary>
    public static void Write(Markup page, ReportChange change, ReportUnit unit)
    {
        if (change.Absolute is not { } difference)
        {
            page.Text(ReportNumbers.None);
            return;
        }

        WriteRelative(page, change);
        page.Text($" ({ReportNumbers.Difference(difference, unit)})");
    }

    /// <summary>The relative difference with its direction.</summary>
    public static void WriteRelative(Markup page, ReportChange change)
    {
        var style = Math.Sign(change.Absolute ?? 0) switch { > 0 => "up", < 0 => "down", _ => "same" };
        var arrow = style switch { "up" => "▲ ", "down" => "▼ ", _ => "" };
        page.Open("span", ("class", style));
        if (arrow.Length > 0 && change.Relative is not null)
        {
            page.Element("span", arrow, ("aria-hidden", "true"));
        }

        page.Text(ReportNumbers.Percent(change.Relative)).Close("span");
    }
}

namespace FunctionsJobs.Reports.Page;

/// <summary>The frame of every report: an HTML page that needs nothing besides itself, has no script, and is well-formed XML, too.</summary>
internal static class HtmlDocument
{
    /// <summary>What a page is served with: nothing is loaded, nothing runs, nothing is sent; only its own style counts.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-downloads";

    /// <summary>Writes the page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="content">Writes what is in it.</param>
    public static string Write(string title, Action<Markup> content)
    {
        var page = new Markup();
        page.Constant("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
            .Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"))
            .Constant("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<meta name=\"color-scheme\" content=\"light dark\"/>\n")
            .Constant("<meta name=\"robots\" content=\"noindex\"/>\n")
            .Element("title", title).Line()
            .Constant("<style>\n").Constant(ReportStyle.Sheet).Constant("\n</style>\n</head>\n<body>\n<main>\n");
        content(page);
        return page.Constant("</main>\n</body>\n</html>\n").ToString();
    }
}

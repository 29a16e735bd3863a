namespace FunctionsJobs.Scraping.Pages;

/// <summary>What of a page is looked at, as it stands there.</summary>
internal sealed record PageParts
{
    /// <summary>What relative addresses are relative to.</summary>
    public required Uri Base { get; init; }

    /// <summary>The title element's text.</summary>
    public string? Title { get; init; }

    /// <summary>The language of the root element.</summary>
    public string? Language { get; init; }

    /// <summary><c>meta</c> elements: name, property or http-equiv in lower case, and content; in order.</summary>
    public IReadOnlyList<(string Name, string Content)> Metas { get; init; } = [];

    /// <summary><c>link</c> elements: each word of <c>rel</c> in lower case, and address.</summary>
    public IReadOnlyList<(string Relation, Uri Address)> Links { get; init; } = [];

    /// <summary>Addresses of scripts.</summary>
    public IReadOnlyList<Uri> Scripts { get; init; } = [];

    /// <summary>Texts of <c>application/ld+json</c> scripts.</summary>
    public IReadOnlyList<string> JsonLd { get; init; } = [];

    /// <summary>Addresses of other links, in order.</summary>
    public IReadOnlyList<Uri> Anchors { get; init; } = [];

    /// <summary>Links to mail and telephones, as written: few keep to the grammar of such addresses.</summary>
    public IReadOnlyList<string> ContactLinks { get; init; } = [];

    /// <summary>Text that readers see, pieces separated by line feeds.</summary>
    public string VisibleText { get; init; } = "";

    /// <summary>The content of the first <c>meta</c> of the first of these names that has one.</summary>
    public string? Meta(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var meta in Metas)
            {
                if (meta.Name == name && !string.IsNullOrWhiteSpace(meta.Content))
                {
                    return meta.Content;
                }
            }
        }

        return null;
    }
}

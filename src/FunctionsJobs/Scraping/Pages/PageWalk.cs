using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using FunctionsJobs.Companies;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>Goes through a page's tree once, without recursion, and picks up its parts, a bounded number of each.</summary>
internal sealed class PageWalk
{
    private const int MaxMetas = 500;
    private const int MaxLinks = 500;
    private const int MaxScripts = 500;
    private const int MaxAnchors = 5_000;
    private const int MaxJsonLd = 50;
    private const int MaxVisibleCharacters = 1_000_000;
    private const string Html = "http://www.w3.org/1999/xhtml";

    private readonly List<(string, string)> _metas = [];
    private readonly List<(string, Uri)> _links = [];
    private readonly List<Uri> _scripts = [];
    private readonly List<string> _jsonLd = [];
    private readonly List<Uri> _anchors = [];
    private readonly List<string> _contacts = [];
    private readonly StringBuilder _visible = new();
    private Uri _base;
    private bool _hasBase;
    private string? _title;
    private string? _language;

    private PageWalk(Uri url) => _base = url;

    /// <summary>Picks up the parts of a page that was got from an address.</summary>
    public static PageParts Over(IHtmlDocument document, Uri url)
    {
        var walk = new PageWalk(url);
        walk.Go(document);
        return new PageParts
        {
            Base = walk._base,
            Title = walk._title,
            Language = walk._language,
            Metas = walk._metas,
            Links = walk._links,
            Scripts = walk._scripts,
            JsonLd = walk._jsonLd,
            Anchors = walk._anchors,
            ContactLinks = walk._contacts,
            VisibleText = walk._visible.ToString(),
        };
    }

    private void Go(INode root)
    {
        var open = new Stack<(INode Node, int Next)>();
        open.Push((root, 0));
        while (open.TryPop(out var at))
        {
            if (at.Next >= at.Node.ChildNodes.Length)
            {
                continue;
            }

            open.Push((at.Node, at.Next + 1));
            switch (at.Node.ChildNodes[at.Next])
            {
                case IText text when _visible.Length + text.Data.Length <= MaxVisibleCharacters:
                    _visible.Append(text.Data).Append('\n');
                    break;
                case IElement element when Visit(element):
                    open.Push((element, 0));
                    break;
            }
        }
    }

    /// <summary>Notes what an element is; answers whether to look into it.</summary>
    private bool Visit(IElement element)
    {
        if (element.NamespaceUri != Html)
        {
            // Drawings and formulas: their titles and styles are not the page's.
            return false;
        }

        switch (element.LocalName)
        {
            case "html":
                _language ??= element.GetAttribute("lang") ?? element.GetAttribute("xml:lang");
                return true;
            case "base" when !_hasBase && Address(element.GetAttribute("href")) is { } address && TargetUrl.IsWeb(address):
                (_base, _hasBase) = (address, true);
                return false;
            case "title":
                _title ??= Text(element);
                return false;
            case "meta" when _metas.Count < MaxMetas:
                AddMeta(element);
                return false;
            case "link" when _links.Count < MaxLinks:
                AddLinks(element);
                return false;
            case "script":
                AddScript(element);
                return false;
            case "style" or "noscript" or "template" or "textarea" or "select" or "iframe" or "noembed" or "noframes" or "object" or "base" or "meta" or "link":
                return false;
            case "a" or "area":
                AddAnchor(element.GetAttribute("href")?.Trim());
                break;
        }

        return !element.HasAttribute("hidden");
    }

    private void AddAnchor(string? href)
    {
        if (_anchors.Count + _contacts.Count >= MaxAnchors || href is null or { Length: > CompanyBounds.MaxUrl })
        {
            return;
        }

        if (href.StartsWith(Contacts.Mail, StringComparison.OrdinalIgnoreCase) || href.StartsWith(Contacts.Telephone, StringComparison.OrdinalIgnoreCase))
        {
            _contacts.Add(href);
        }
        else if (Address(href) is { } address)
        {
            _anchors.Add(address);
        }
    }

    private void AddMeta(IElement element)
    {
        var name = element.GetAttribute("name") ?? element.GetAttribute("property") ?? element.GetAttribute("http-equiv");
        if (name is { Length: > 0 and <= 100 } && element.GetAttribute("content") is { } content)
        {
            _metas.Add((name.Trim().ToLowerInvariant(), content));
        }
    }

    private void AddLinks(IElement element)
    {
        if (Address(element.GetAttribute("href")) is not { } address)
        {
            return;
        }

        foreach (var relation in (element.GetAttribute("rel") ?? "").Split((char[]?)null, 8, StringSplitOptions.RemoveEmptyEntries))
        {
            _links.Add((relation.ToLowerInvariant(), address));
        }
    }

    private void AddScript(IElement element)
    {
        if (string.Equals(element.GetAttribute("type")?.Split(';')[0].Trim(), "application/ld+json", StringComparison.OrdinalIgnoreCase))
        {
            if (_jsonLd.Count < MaxJsonLd)
            {
                _jsonLd.Add(Text(element));
            }
        }
        else if (_scripts.Count < MaxScripts && Address(element.GetAttribute("src")) is { } address)
        {
            _scripts.Add(address);
        }
    }

    /// <summary>The text right inside of an element that holds nothing else.</summary>
    private static string Text(IElement element) => string.Concat(element.ChildNodes.OfType<IText>().Select(text => text.Data));

    private Uri? Address(string? href) =>
        href is { Length: > 0 and <= CompanyBounds.MaxUrl } && Uri.TryCreate(_base, href.Trim(), out var address) ? address : null;
}

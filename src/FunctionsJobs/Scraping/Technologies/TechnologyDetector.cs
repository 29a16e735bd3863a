using FunctionsJobs.Scraping.Pages;

namespace FunctionsJobs.Scraping.Technologies;

/// <summary>Finds the technologies that a page was made with, by what shows of them.</summary>
internal static class TechnologyDetector
{
    /// <summary>Their names, in order, each once.</summary>
    /// <param name="headers">The answer's headers by lower-case name.</param>
    /// <param name="page">The page.</param>
    public static IReadOnlyList<string> Detect(IReadOnlyDictionary<string, string> headers, PageParts page)
    {
        var generators = page.Metas.Where(meta => meta.Name == "generator").Select(meta => meta.Content.Trim()).ToArray();
        var scripts = page.Scripts.Where(TargetUrl.IsWeb).ToArray();
        var paths = scripts.Concat(page.Links.Where(link => link.Relation == "stylesheet" && TargetUrl.IsWeb(link.Address)).Select(link => link.Address))
            .Select(address => address.AbsolutePath).ToArray();
        return
        [
            .. TechnologySignatures.All.Where(Shows).Select(signature => signature.Technology).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];

        bool Shows(TechnologySignature signature) => signature.Evidence switch
        {
            TechnologyEvidence.Header => ShowsHeader(signature.Text, headers),
            TechnologyEvidence.Generator => generators.Any(generator => generator.StartsWith(signature.Text, StringComparison.OrdinalIgnoreCase)),
            TechnologyEvidence.ScriptHost => scripts.Any(script => IsAt(script.Host, signature.Text)),
            TechnologyEvidence.ResourcePath => paths.Any(path => path.Contains(signature.Text, StringComparison.OrdinalIgnoreCase)),
            _ => throw new ArgumentOutOfRangeException(nameof(signature), signature.Evidence, "Not a kind of evidence."),
        };
    }

    private static bool ShowsHeader(string text, IReadOnlyDictionary<string, string> headers)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return headers.TryGetValue(text[..colon], out var value) && value.Contains(text[(colon + 1)..].Trim(), StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsAt(string host, string known) =>
        host.Equals(known, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{known}", StringComparison.OrdinalIgnoreCase);
}

using FunctionsJobs.Scraping.Pages;
using FunctionsJobs.Scraping.Technologies;
using FunctionsJobs.Tests.Architecture;

namespace FunctionsJobs.Tests.Scraping;

public sealed class TechnologyDetectorTests
{
    [Fact]
    public void Detect_OfWhatShowsATechnology_NamesItAlone() => Assert.All(TechnologySignatures.All, signature =>
    {
        var (headers, page) = Showing(signature.Evidence, signature.Text);

        Assert.Equal([signature.Technology], TechnologyDetector.Detect(headers, page));
    });

    [Fact]
    public void Detect_OfHostsThatOnlyLookAlike_NamesNothing()
    {
        var page = Page() with
        {
            Scripts = [new Uri("https://js.stripe.com.evil.example/"), new Uri("https://evilplausible.io/x.js")],
            Metas = [("generator", "Made with WordPress"), ("description", "WordPress")],
        };

        Assert.Empty(TechnologyDetector.Detect(new Dictionary<string, string> { ["x-served-with"] = "nginx" }, page));
    }

    [Fact]
    public void Technologies_AreAllOnThePageOfTheDocumentation()
    {
        var page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "scraping.md"));

        Assert.All(TechnologySignatures.All, signature => Assert.Contains(signature.Technology, page, StringComparison.Ordinal));
    }

    private static PageParts Page() => new() { Base = new Uri("https://example.com/") };

    private static (Dictionary<string, string> Headers, PageParts Page) Showing(TechnologyEvidence evidence, string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return evidence switch
        {
            TechnologyEvidence.Header => (new() { [text[..colon]] = $"{text[(colon + 1)..].Trim()}/1.2" }, Page()),
            TechnologyEvidence.Generator => ([], Page() with { Metas = [("generator", $"{text} 6.4")] }),
            TechnologyEvidence.ScriptHost => ([], Page() with { Scripts = [new Uri($"https://{text}/x/1")] }),
            _ => ([], Page() with { Links = [("stylesheet", new Uri($"https://example.com{text}"))] }),
        };
    }
}

using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using FunctionsJobs.Lifecycle;

namespace FunctionsJobs.Scraping.Pages;

/// <summary>Builds a page's tree as browsers do, within bounds: no scripts, nothing loaded, a limited depth, number of parts and time.</summary>
internal static class PageDocument
{
    // Deeper elements become siblings, as in browsers. Every step of the parser is linear in the depth, and so never expensive.
    private const int MaxDepth = 256;

    // Of attributes that are of use here. Comparing the attributes of an element with each other takes the square of their number.
    private const int MaxAttributes = 16;

    /// <summary>Builds the tree.</summary>
    /// <param name="text">The page.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Fires when the job is stopped.</param>
    /// <exception cref="JobFaultException">The page is beyond the bounds.</exception>
    public static IHtmlDocument Parse(string text, ScrapingOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var tokens = 0;
        var parser = new HtmlParser(new HtmlParserOptions
        {
            MaximumDepth = MaxDepth,
            DisableElementPositionTracking = true,
            SkipComments = true,
            SkipCDATA = true,
            SkipProcessingInstructions = true,
            ShouldEmitAttribute = (ref StructHtmlToken token, ReadOnlyMemory<char> name) => IsOfUse(ref token, name.Span),
            OnToken = (_, _) =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (++tokens > options.MaxTokens || (tokens % 256 == 0 && time.GetElapsedTime(started) > options.ParseTimeout))
                {
                    throw new JobFaultException(ScrapingFaults.TooComplex());
                }
            },
        });
        return parser.ParseDocument(text);
    }

    private static bool IsOfUse(ref StructHtmlToken token, ReadOnlySpan<char> name)
    {
        if (token.Attributes.Count >= MaxAttributes)
        {
            return false;
        }

        return token.Name.ToString() switch
        {
            "html" => name is "lang" or "xml:lang",
            "base" => name is "href",
            "meta" => name is "name" or "property" or "http-equiv" or "content",
            "link" => name is "rel" or "href",
            "script" => name is "src" or "type",
            "a" or "area" => name is "href" or "hidden",
            _ => name is "hidden",
        };
    }
}

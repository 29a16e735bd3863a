namespace FunctionsJobs.Scraping.Fetching;

/// <summary>A page that was got.</summary>
/// <param name="Url">Where it was in the end, without fragment.</param>
/// <param name="Status">The status it came with: 200.</param>
/// <param name="SentBytes">Bytes of its body as sent.</param>
/// <param name="Text">The page.</param>
/// <param name="Headers">The answer's headers by lower-case name, several values joined by commas.</param>
internal sealed record FetchedPage(Uri Url, int Status, int SentBytes, string Text, IReadOnlyDictionary<string, string> Headers);

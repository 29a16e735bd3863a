namespace FunctionsJobs.Scraping.Fetching;

/// <summary>The body of an answer, unpacked.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="SentBytes">How many bytes it was sent as.</param>
/// <param name="IsCut">Whether there was more than allowed.</param>
internal sealed record SiteBody(ReadOnlyMemory<byte> Bytes, int SentBytes, bool IsCut);

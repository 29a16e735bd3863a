using System.IO.Compression;

namespace FunctionsJobs.Scraping.Fetching;

/// <summary>The content codings that are understood (RFC 9110, 8.4.1, and RFC 7932), one at a time.</summary>
internal static class ContentCoding
{
    /// <summary>What a request says it takes.</summary>
    public const string Accepted = "gzip, br, deflate";

    /// <summary>Unpacks a body while it is read; null where its coding is not known.</summary>
    public static Stream? Unpack(Stream body, IEnumerable<string> codings) => codings.Where(coding => !Is(coding, "identity")).ToArray() switch
    {
        [] => body,
        [var one] when Is(one, "gzip") || Is(one, "x-gzip") => new GZipStream(body, CompressionMode.Decompress),
        [var one] when Is(one, "br") => new BrotliStream(body, CompressionMode.Decompress),
        [var one] when Is(one, "deflate") => new ZLibStream(body, CompressionMode.Decompress),
        _ => null,
    };

    private static bool Is(string coding, string name) => string.Equals(coding, name, StringComparison.OrdinalIgnoreCase);
}

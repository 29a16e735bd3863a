using System.Net.Http.Headers;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Analytics.Api;

/// <summary>Which content types and encodings a body of events may have.</summary>
internal static class EventContent
{
    private static readonly string[] Types =
        ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/json"];

    /// <summary>Why the headers are refused, or <see langword="null"/>. A missing content type is taken for NDJSON.</summary>
    public static string? Refuse(HttpHeadersCollection headers, out bool isGzip)
    {
        isGzip = false;
        if (headers.TryGetValues("Content-Type", out var types) && !IsKnown(string.Join(",", types)))
        {
            return $"The Content-Type must be {Types[0]} (or {string.Join(", ", Types[1..])}), in UTF-8, with one JSON object per line.";
        }

        if (!headers.TryGetValues("Content-Encoding", out var encodings))
        {
            return null;
        }

        switch (string.Join(",", encodings).Trim().ToLowerInvariant())
        {
            case "" or "identity":
                return null;
            case "gzip" or "x-gzip":
                isGzip = true;
                return null;
            default:
                return "The Content-Encoding must be gzip, once, or absent.";
        }
    }

    private static bool IsKnown(string contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && Types.Contains(type.MediaType, StringComparer.OrdinalIgnoreCase)
        && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));
}

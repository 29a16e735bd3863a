using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Azure.Functions.Worker.Http;

namespace FunctionsJobs.Blobs.Http;

/// <summary>Sends blobs: whole, one range, or what is known of them (RFC 9110, sections 13 and 14). Always as a file to save, never as a page to show.</summary>
internal static class BlobResponses
{
    /// <summary>Sends the caller to a link, which no cache keeps.</summary>
    public static HttpResponseData CreateRedirectResponse(this HttpRequestData request, Uri link)
    {
        var response = request.CreateResponse(HttpStatusCode.Found);
        response.Headers.Add("Location", link.AbsoluteUri);
        response.Headers.Add("Cache-Control", "no-store");
        response.Headers.Add("Referrer-Policy", "no-referrer");
        return response;
    }

    /// <summary>Answers with a blob, or with what the request's conditions ask for; null where there is none.</summary>
    public static async Task<HttpResponseData?> CreateBlobResponseAsync(
        this HttpRequestData request, IBlobStore blobs, string name, string fileName, CancellationToken cancellation)
    {
        if (await blobs.FindAsync(name, cancellation) is not { } blob)
        {
            return null;
        }

        var tag = $"\"{blob.Sha256}\"";
        if (Header(request, "If-None-Match") is { } known && known.Split(',').Any(one => one.Trim() is "*" || one.Trim() == tag || one.Trim() == "W/" + tag))
        {
            return Respond(request, HttpStatusCode.NotModified, blob, tag, fileName, body: null);
        }

        var range = Header(request, "If-Range") is { } condition && condition.Trim() != tag ? null : RangeOf(Header(request, "Range"));
        if (range is { } asked)
        {
            if (Resolve(asked, blob.Length) is not { } part)
            {
                var refusal = Respond(request, HttpStatusCode.RequestedRangeNotSatisfiable, blob, tag, fileName, body: null);
                refusal.Headers.Add("Content-Range", $"bytes */{blob.Length}");
                return refusal;
            }

            if (await blobs.OpenAsync(name, part, cancellation) is not { } reading)
            {
                return null;
            }

            var partial = Respond(request, HttpStatusCode.PartialContent, reading.Blob, tag, fileName, reading);
            partial.Headers.Add("Content-Range", $"bytes {part.Offset}-{part.Offset + reading.Length - 1}/{reading.Blob.Length}");
            return partial;
        }

        return await blobs.OpenAsync(name, default, cancellation) is { } whole
            ? Respond(request, HttpStatusCode.OK, whole.Blob, $"\"{whole.Blob.Sha256}\"", fileName, whole)
            : null;
    }

    private static HttpResponseData Respond(HttpRequestData request, HttpStatusCode status, StoredBlob blob, string tag, string fileName, BlobReading? body)
    {
        var response = request.CreateResponse(status);
        response.Headers.Add("ETag", tag);
        response.Headers.Add("Accept-Ranges", "bytes");
        response.Headers.Add("Cache-Control", "private, no-cache");
        response.Headers.Add("X-Content-Type-Options", "nosniff");
        response.Headers.Add("Content-Security-Policy", "default-src 'none'; sandbox");
        response.Headers.Add("Referrer-Policy", "no-referrer");
        if (body is not null)
        {
            response.Headers.Add("Content-Type", blob.ContentType);
            response.Headers.Add("Content-Disposition", AttachmentName.HeaderOf(fileName));
            response.Headers.Add("Last-Modified", blob.WrittenAt.ToString("R", CultureInfo.InvariantCulture));
            response.Headers.Add("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
            response.Body = body.Content;
        }

        return response;
    }

    // What is not one well-formed range of bytes is passed over, as the standard has it.
    private static RangeItemHeaderValue? RangeOf(string? header) =>
        header is not null && RangeHeaderValue.TryParse(header, out var ranges) && ranges is { Unit: "bytes", Ranges.Count: 1 } ? ranges.Ranges.Single() : null;

    private static BlobRange? Resolve(RangeItemHeaderValue range, long length) => range switch
    {
        { From: { } from } when from < length => new BlobRange(from, range.To is { } to ? to - from + 1 : null),
        { From: null, To: > 0 } when length > 0 => new BlobRange(Math.Max(0, length - range.To!.Value)),
        _ => null,
    };

    private static string? Header(HttpRequestData request, string name) => request.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}

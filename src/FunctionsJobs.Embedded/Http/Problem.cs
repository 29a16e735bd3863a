using System.Text.Json;
using FunctionsJobs.Embedded.Hosting.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FunctionsJobs.Embedded.Http;

/// <summary>Writes errors of the host as <c>application/problem+json</c> (RFC 9457): what happened and a trace id, never how.</summary>
internal static class Problem
{
    private const string ContentType = "application/problem+json";

    /// <param name="http">The request; its response must not have started.</param>
    /// <param name="status">Status code.</param>
    /// <param name="detail">A sentence for the caller, or <see langword="null"/>.</param>
    /// <param name="errors">Problems by field, or <see langword="null"/>.</param>
    public static Task WriteAsync(HttpContext http, int status, string? detail = null, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store";
        var body = Serialize(status, detail, errors, TraceId(http));
        http.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.BodyWriter.WriteAsync(body, http.RequestAborted).AsTask();
    }

    /// <summary>The trace id that the answer and the log share.</summary>
    public static string TraceId(HttpContext http)
    {
        if (http.Items.TryGetValue(typeof(Problem), out var known))
        {
            return (string)known!;
        }

        var id = InvocationTraceContext.From(http.Request.Headers.TraceParent, http.Request.Headers.TraceState).TraceId;
        http.Items[typeof(Problem)] = id;
        return id;
    }

    private static byte[] Serialize(int status, string? detail, IReadOnlyDictionary<string, string[]>? errors, string traceId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "about:blank");
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            if (detail is not null)
            {
                json.WriteString("detail", detail);
            }

            if (errors is not null)
            {
                json.WriteStartObject("errors");
                foreach (var (field, problems) in errors)
                {
                    json.WriteStartArray(field);
                    foreach (var problem in problems)
                    {
                        json.WriteStringValue(problem);
                    }

                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteString("traceId", traceId);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

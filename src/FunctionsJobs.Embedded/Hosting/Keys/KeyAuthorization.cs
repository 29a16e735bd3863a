using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsJobs.Embedded.Hosting.Keys;

/// <summary>Checks the key that a request shows, in the header <c>x-functions-key</c> or the query parameter <c>code</c>.</summary>
internal sealed class KeyAuthorization(HostKeys keys)
{
    public const string HeaderName = "x-functions-key";
    public const string QueryName = "code";

    public bool Allows(HttpRequest request, AuthorizationLevel level, string function)
        => level == AuthorizationLevel.Anonymous || keys.Allows(level, function, KeyOf(request));

    /// <summary>The key of a request, or <see langword="null"/>.</summary>
    public static string? KeyOf(HttpRequest request)
        => request.Headers.TryGetValue(HeaderName, out var header) && header.Count == 1 ? header[0]
            : request.QueryString.HasValue && request.Query.TryGetValue(QueryName, out var code) && code.Count == 1 ? code[0]
            : null;
}

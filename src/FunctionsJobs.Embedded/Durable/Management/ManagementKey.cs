using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace FunctionsJobs.Embedded.Durable.Management;

/// <summary>Checks the key that a request shows, in time that does not depend on how much of it is right.</summary>
/// <param name="systemKey">The key that is in the links.</param>
/// <param name="isOtherKey">Whether another text opens the API as well: the host's master key. Must take its time, too.</param>
internal sealed class ManagementKey(string systemKey, Func<string, bool> isOtherKey)
{
    private const string HeaderName = "x-functions-key";

    /// <summary>Whether the header <c>x-functions-key</c> or the query's <c>code</c> is a key. A header that is there decides alone.</summary>
    public bool IsIn(HttpRequest request)
        => request.Headers.TryGetValue(HeaderName, out var header)
            ? IsKey(header.ToString())
            : IsKey(new ManagementQuery(request.QueryString.Value).Find("code").Span);

    // The common case makes no copy of the key.
    private bool IsKey(ReadOnlySpan<char> candidate)
        => CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(candidate), MemoryMarshal.AsBytes(systemKey.AsSpan()))
            || (!candidate.IsEmpty && isOtherKey(candidate.ToString()));
}

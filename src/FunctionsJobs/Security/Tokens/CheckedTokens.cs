using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Security.Tokens;

/// <summary>
/// Tokens whose signature, issuer and audience were found right a short while ago, so that one that comes with every request is not checked anew each time.
/// What may change from one moment to the next, such as its lifetime, is not kept here: its claims are read for every request.
/// </summary>
/// <remarks>Tokens are kept by their SHA-256 hash, with their claims and without their signatures: what is kept is no credential. A key that is withdrawn counts for <see cref="Lifetime"/> longer, at most.</remarks>
internal sealed class CheckedTokens(TimeProvider time)
{
    /// <summary>How long a check holds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>Most tokens that are kept; when there are more, all are checked anew.</summary>
    public const int MaxTokens = 10_000;

    private readonly ConcurrentDictionary<string, (string Payload, long CheckedAt)> _tokens = new(StringComparer.Ordinal);

    /// <summary>The encoded claims of a token that was checked, or null where that was too long ago or never.</summary>
    public string? Find(string token) =>
        _tokens.TryGetValue(HashOf(token), out var known) && time.GetElapsedTime(known.CheckedAt) < Lifetime ? known.Payload : null;

    /// <summary>Keeps a token that was checked just now, and its encoded claims.</summary>
    public void Add(string token, string payload)
    {
        if (_tokens.Count >= MaxTokens)
        {
            _tokens.Clear();
        }

        _tokens[HashOf(token)] = (payload, time.GetTimestamp());
    }

    private static string HashOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

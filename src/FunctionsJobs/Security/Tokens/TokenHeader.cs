using System.Buffers.Text;
using System.Text.Json;

namespace FunctionsJobs.Security.Tokens;

/// <summary>What has to be known of a token before its signature can be checked. Nothing in it is true yet.</summary>
/// <param name="Algorithm">Its <c>alg</c>.</param>
/// <param name="KeyId">Its <c>kid</c>, or null.</param>
/// <param name="HasExtensions">Whether it asks to be refused by those who do not know its extensions (<c>crit</c>).</param>
internal sealed record TokenHeader(string Algorithm, string? KeyId, bool HasExtensions)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads the header of a token of three parts; null when it is none.</summary>
    public static TokenHeader? Read(string token)
    {
        var end = token.IndexOf('.', StringComparison.Ordinal);
        if (end <= 0 || token.AsSpan().Count('.') != 2 || !Base64Url.IsValid(token.AsSpan(0, end)))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, end)), Strict);
            return document.RootElement is { ValueKind: JsonValueKind.Object } header
                && header.TryGetProperty("alg"u8, out var algorithm) && algorithm.ValueKind == JsonValueKind.String
                && (!header.TryGetProperty("kid"u8, out var keyId) || keyId.ValueKind == JsonValueKind.String)
                ? new TokenHeader(algorithm.GetString()!, keyId.ValueKind == JsonValueKind.String ? keyId.GetString() : null, header.TryGetProperty("crit"u8, out _))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for text with half a surrogate pair.
            return null;
        }
    }
}

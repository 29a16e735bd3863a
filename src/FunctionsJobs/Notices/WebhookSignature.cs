using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Notices;

/// <summary>
/// The signature of a webhook: <c>t=&lt;seconds since 1970&gt;,v1=&lt;hex&gt;</c>, where <c>v1</c> is HMAC-SHA256 over <c>&lt;t&gt;.&lt;body&gt;</c>.
/// </summary>
/// <remarks>A receiver computes the same, compares in constant time, and refuses a time that is far from its own clock.</remarks>
public static class WebhookSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-FunctionsJobs-Signature";

    /// <summary>Signs a body as it goes over the wire.</summary>
    public static string Create(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Convert.ToHexStringLower(Hash(secret, seconds, body))}";
    }

    private static byte[] Hash(string secret, string seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes($"{seconds}."));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}

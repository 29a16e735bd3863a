using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Tests.Security.Harness;

/// <summary>Makes tokens by hand, the wrong ones above all: header and claims are JSON as it stands.</summary>
internal static class TokenForge
{
    public const string Hs256 = """{"alg":"HS256","typ":"JWT"}""";

    /// <summary>Signs with a secret, whatever the header says.</summary>
    public static string Hmac(string header, string claims, byte[] secret) =>
        Join(header, claims, signed => HMACSHA256.HashData(secret, signed));

    /// <summary>Signs with an RSA key, whatever the header says.</summary>
    public static string Rsa(string header, string claims, RSA key, RSASignaturePadding? padding = null) =>
        Join(header, claims, signed => key.SignData(signed, HashAlgorithmName.SHA256, padding ?? RSASignaturePadding.Pkcs1));

    /// <summary>Puts any bytes where the signature belongs.</summary>
    public static string Join(string header, string claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>One part of a token.</summary>
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    /// <summary>A key set of public keys by id.</summary>
    public static string KeySet(params (string Id, RSA Key)[] keys) => $$"""{"keys":[{{string.Join(',', keys.Select(entry =>
    {
        var key = entry.Key.ExportParameters(false);
        return $$"""{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{entry.Id}}","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"{{Base64Url.EncodeToString(key.Exponent)}}"}""";
    }))}}]}""";
}

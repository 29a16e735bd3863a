using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace FunctionsJobs.Security.Tokens;

/// <summary>Reads public RSA keys from the forms that settings and issuers have them in.</summary>
internal static class RsaKeys
{
    /// <summary>Reads a public key in PEM.</summary>
    /// <exception cref="FormatException">It is none; the message completes a sentence that starts with the setting's name.</exception>
    public static RsaSecurityKey ReadPem(string text)
    {
        var pem = text.Replace("\\n", "\n", StringComparison.Ordinal);
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new FormatException("holds a private key; only the public one is needed here, and the private one belongs to the issuer alone.");
        }

        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            return Checked(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new FormatException("is no RSA public key in PEM form.", e);
        }
        finally
        {
            rsa.Dispose();
        }
    }

    /// <summary>Reads the RSA signature keys of a JSON Web Key Set; keys of other kinds and uses are left out.</summary>
    /// <exception cref="FormatException">It is none, or has no such key; see <see cref="ReadPem"/>.</exception>
    public static IReadOnlyList<RsaSecurityKey> ReadKeySet(string json)
    {
        try
        {
            var keys = new JsonWebKeySet(json).Keys.Where(IsSignatureKey).Select(ToKey).ToArray();
            return keys.Length > 0 ? keys : throw new FormatException("has no RSA key for signatures.");
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            throw new FormatException("is no JSON Web Key Set.", e);
        }
    }

    private static bool IsSignatureKey(JsonWebKey key) =>
        key.Kty == JsonWebAlgorithmsKeyTypes.RSA
        && key.Use is null or "" or JsonWebKeyUseNames.Sig
        && key.Alg is null or "" or SecurityAlgorithms.RsaSha256;

    private static RsaSecurityKey ToKey(JsonWebKey key)
    {
        try
        {
            return Checked(new RsaSecurityKey(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(key.N), Exponent = Base64UrlEncoder.DecodeBytes(key.E) })
            {
                KeyId = key.Kid,
            });
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new FormatException("has a damaged RSA key.", e);
        }
    }

    private static RsaSecurityKey Checked(RsaSecurityKey key) => key.KeySize >= SecurityOptions.MinRsaBits
        ? key
        : throw new FormatException($"has an RSA key of {key.KeySize} bits; {SecurityOptions.MinRsaBits} are needed.");
}

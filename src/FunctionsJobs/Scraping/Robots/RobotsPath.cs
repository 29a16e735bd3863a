using System.Globalization;
using System.Text;

namespace FunctionsJobs.Scraping.Robots;

/// <summary>
/// Paths in the form in which they are compared (RFC 9309, 2.2.2): octets beyond ASCII are percent-encoded, unreserved characters (RFC 3986, 2.3) are not, and
/// encodings are in capitals. <c>*</c> and <c>$</c> that stand for themselves are encoded, so that they are never taken for what they mean in rules.
/// </summary>
internal static class RobotsPath
{
    /// <summary>The path and query of an address.</summary>
    public static string Of(Uri url) => Normalize(url.PathAndQuery);

    /// <summary>Brings a path into the form.</summary>
    public static string Normalize(string path)
    {
        var octets = Encoding.UTF8.GetBytes(path);
        var normal = new StringBuilder(octets.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            var octet = octets[i];
            var isEncoded = octet == '%' && i + 2 < octets.Length && char.IsAsciiHexDigit((char)octets[i + 1]) && char.IsAsciiHexDigit((char)octets[i + 2]);
            if (isEncoded)
            {
                octet = Convert.FromHexString([(char)octets[i + 1], (char)octets[i + 2]])[0];
                i += 2;
            }

            if (IsUnreserved(octet) || (!isEncoded && octet is > (byte)' ' and < 0x7f and not ((byte)'*' or (byte)'$')))
            {
                normal.Append((char)octet);
            }
            else
            {
                normal.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return normal.ToString();
    }

    private static bool IsUnreserved(byte octet) => char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~';
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace FunctionsJobs.Companies;

/// <summary>
/// Ids of companies: <c>co-</c> and 32 hexadecimal digits, made of tenant and domain, so that a company has the same id whenever and by whomever it is stored.
/// Knowing one gives access to nothing: every call names the tenant too.
/// </summary>
public static class CompanyId
{
    private const string Prefix = "co-";
    private const int Digits = 32;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>What a refused id is answered with.</summary>
    public const string Rule = "must be 'co-' and 32 digits of 0-9 and a-f";

    /// <summary>The id of a domain's company.</summary>
    /// <param name="tenant">The publisher it belongs to, or null for the index of those who are bound to none.</param>
    /// <param name="domain">In the form of <see cref="CompanyDomain"/>.</param>
    public static string Of(string? tenant, string domain)
    {
        // Neither publisher ids nor domains hold a line feed.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"company\n{tenant}\n{domain}"));
        return Prefix + Convert.ToHexStringLower(hash.AsSpan(0, Digits / 2));
    }

    /// <summary>Whether a text has the form of an id.</summary>
    public static bool IsValid(string? id) =>
        id is not null
        && id.Length == Prefix.Length + Digits
        && id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;
}
